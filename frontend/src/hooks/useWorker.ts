// What makes the app open without signal: its service worker, and what was read last. For whoever is signed in; who only
// scans a code is not made to load the whole app.
import { useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import { useNavigate } from 'react-router'
import { keepAnswers } from '../api/kept'
import { renewPushes } from '../api/pushRegistration'
import { onPushPressed, registerWorker } from '../api/worker'
import { useSession } from '../context/SessionContext'

export function useWorker() {
  const navigate = useNavigate()
  const client = useQueryClient()
  const { user } = useSession()
  useEffect(() => void registerWorker(), [])
  useEffect(() => void renewPushes(user.id), [user.id])
  useEffect(() => keepAnswers(client, user.id), [client, user.id])
  useEffect(() => onPushPressed((path) => void navigate(path)), [navigate])
}
