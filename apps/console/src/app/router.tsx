import { createBrowserRouter, Navigate, Outlet } from 'react-router';
import { FailedPage, NotFoundPage } from './failed-page';
import { OpeningPage } from './opening-page';
import { SignInPage } from './session/sign-in-page';
import { Shell } from './shell/shell';
import { HomeOfSpaces } from './shell/home-of-spaces';

/** Each space is a bundle of its own: a member never loads what administrators use. */
export const router = createBrowserRouter([
  {
    element: <Outlet />,
    errorElement: <FailedPage />,
    hydrateFallbackElement: <OpeningPage />,
    children: [
      { path: '/connexion', element: <SignInPage /> },
      {
        element: <Shell />,
        errorElement: <FailedPage />,
        children: [
          { index: true, element: <HomeOfSpaces /> },
          {
            path: 'gestion',
            errorElement: <FailedPage />,
            children: [
              { index: true, lazy: () => import('../spaces/gestion/dashboard/routes') },
              { path: 'campagnes/*', lazy: () => import('../spaces/gestion/runs/routes') },
              { path: 'ecarts/*', lazy: () => import('../spaces/gestion/drift/routes') },
              { path: 'couverture/*', lazy: () => import('../spaces/gestion/coverage/routes') },
              { path: 'factures/*', lazy: () => import('../spaces/gestion/invoices/routes') },
              { path: 'encaissements/*', lazy: () => import('../spaces/gestion/payments/routes') },
              { path: 'contrats/*', lazy: () => import('../spaces/gestion/contracts/routes') },
              { path: 'clients/*', lazy: () => import('../spaces/gestion/clients/routes') },
              { path: 'rapatriements/*', lazy: () => import('../spaces/gestion/transfers/routes') },
              { path: 'societaires/*', lazy: () => import('../spaces/gestion/associates/routes') },
              { path: 'capital/*', lazy: () => import('../spaces/gestion/capital/routes') },
              { path: 'contributions/*', lazy: () => import('../spaces/gestion/contributions/routes') },
              { path: 'comptes/*', lazy: () => import('../spaces/gestion/activity-accounts/routes') },
              { path: 'reprise/*', lazy: () => import('../spaces/gestion/history/routes') },
              { path: 'reglages/*', lazy: () => import('../spaces/gestion/settings/routes') },
            ],
          },
          { path: 'activite/*', lazy: () => import('../spaces/member/routes') },
          { path: 'societariat/*', lazy: () => import('../spaces/associate/routes') },
          { path: '*', element: <NotFoundPage /> },
        ],
      },
      { path: '*', element: <Navigate to="/" replace /> },
    ],
  },
]);
