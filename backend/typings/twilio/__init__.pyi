"""What is used of Twilio's SDK, which ships no annotations."""
