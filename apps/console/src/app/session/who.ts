import { createContext, useContext } from 'react';
import type { Role, Session } from './session';

const Who = createContext<Session | null>(null);

export const WhoProvider = Who.Provider;

/** Who is signed in. Only within the shell, where somebody always is. */
export function useWho(): Session {
  const session = useContext(Who);
  if (!session) throw new Error('useWho is used within the shell');
  return session;
}

/** Whether the person has one of these roles: for controls that the API would refuse them. An auditor never writes. */
export function useMay(...roles: readonly Role[]): boolean {
  return useWho().roles.some((role) => roles.includes(role));
}
