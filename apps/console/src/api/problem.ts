import { texts } from '../i18n/texts';

/** `application/problem+json` (RFC 9457), as the API answers a refusal. */
export interface Problem {
  readonly code: string;
  /** A sentence for the person, in the language of the page. */
  readonly detail: string;
  readonly title: string;
  readonly status: number;
  readonly facts?: Readonly<Record<string, unknown>>;
  readonly errors?: readonly { readonly field?: string; readonly detail?: string }[];
}

const sentences = texts(
  'problem',
  {
    unreachable: 'Le serveur ne répond pas',
    unreachableDetail:
      'Rien n’a été perdu : votre saisie est gardée ici. Vérifiez la connexion, puis réessayez.',
    unexpected: 'Une erreur inattendue s’est produite',
    unexpectedDetail:
      'Votre saisie est gardée ici. Réessayez ; si cela continue, prévenez votre administrateur.',
  },
  {
    unreachable: 'The server does not answer',
    unreachableDetail: 'Nothing was lost: what you typed is kept here. Check the connection, then try again.',
    unexpected: 'Something unexpected went wrong',
    unexpectedDetail: 'What you typed is kept here. Try again; if it goes on, tell your administrator.',
  },
);

/** The request never got an answer: the network, or a server that is being restarted. */
export const UNREACHABLE = 'CONSOLE.UNREACHABLE';

function isProblem(error: unknown): error is Problem {
  return typeof error === 'object' && error !== null && 'code' in error && 'detail' in error;
}

/** What any failed request says to the person; an error of the console itself is not hidden from its developers. */
export function problemOf(error: unknown): Problem {
  if (isProblem(error)) return error;
  if (error instanceof TypeError && /fetch|network|load failed/i.test(error.message)) {
    return {
      code: UNREACHABLE,
      status: 0,
      title: sentences.now('unreachable'),
      detail: sentences.now('unreachableDetail'),
    };
  }
  console.error(error);
  return {
    code: 'CONSOLE.UNEXPECTED',
    status: 0,
    title: sentences.now('unexpected'),
    detail: sentences.now('unexpectedDetail'),
  };
}
