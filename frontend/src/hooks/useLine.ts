// Whether answers come: no network, or nobody at its end.
import { useNetwork } from '@mantine/hooks'
import { useSyncExternalStore } from 'react'
import { line, type Line } from '../api/line'

export function useLine(): Line {
  const { online } = useNetwork()
  const state = useSyncExternalStore(line.subscribe, line.state)
  return online ? state : { ...state, isUp: false, since: state.isUp ? line.answeredAt() : state.since }
}
