// How often a ticket that is looked at is read again, in milliseconds; a hidden page waits.
export const EVERY = 15_000
