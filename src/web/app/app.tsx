import { Button, Center, Loader, MantineProvider, Stack, Text } from '@mantine/core';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { Suspense, use } from 'react';
import { useTranslation } from 'react-i18next';
import { Redirect, Route, Switch } from 'wouter';
import { lazyPart } from '../components/lazy-part';
import { problemOf, problemText } from '../api/api-problem';
import { LiveProvider } from '../live/live';
import { ErrorBoundary } from './error-boundary';
import { Notices } from './notices';
import { lazyPage } from './page-entry';
import { homeOf, pagesOf } from './pages';
import { SessionGate, useSession } from './session';
import { Shell } from './shell';
import { theme } from './theme';

/** Needed once in a working day. */
const SignInPage = lazyPart(() =>
  import('../pages/sign-in/sign-in-page').then(({ SignInPage: page }) => page),
);

/** Needed once per account, and when the terms change. */
const FirstSteps = lazyPart(() =>
  import('../pages/sign-in/first-steps').then(({ FirstSteps: page }) => page),
);

/** For couriers, who have no account: it asks for a session of its own. */
const CourierDay = lazyPage('courier', () =>
  import('../pages/courier/courier-day').then(({ CourierDay: page }) => page),
);

const queries = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 10_000,
      // A request that the server refused would be refused again.
      retry: (failures, error) => problemOf(error).passing && failures < 3,
    },
    mutations: { networkMode: 'always' },
  },
});

/** The root of the pages: theme, language, session and live connection around the page of the current address. */
export function App() {
  return (
    <MantineProvider
      theme={theme}
      defaultColorScheme="auto"
      // The content security policy allows no style elements: see theme.ts.
      withCssVariables={false}
      withGlobalClasses={false}
    >
      <Notices />
      <QueryClientProvider client={queries}>
        <ErrorBoundary>
          <Switch>
            <Route path="/courier">
              <Suspense fallback={<Waiting />}>
                <CourierDay />
              </Suspense>
            </Route>
            <Route>
              <SessionGate
                waiting={<Waiting />}
                failed={(error, again) => <Failed error={error} again={again} />}
                signIn={(onSession, lost) => (
                  <Suspense fallback={<Waiting />}>
                    <SignInPage onSession={onSession} lost={lost} />
                  </Suspense>
                )}
              >
                <Suspense fallback={<Waiting />}>
                  <SignedIn />
                </Suspense>
              </SessionGate>
            </Route>
          </Switch>
        </ErrorBoundary>
      </QueryClientProvider>
    </MantineProvider>
  );
}

function SignedIn() {
  const { session } = useSession();
  // Pages may depend on what only a finished session may ask.
  if (session.steps.length > 0) return <FirstSteps />;
  const pages = use(pagesOf(session.role));
  return (
    <LiveProvider>
      <Shell pages={pages}>
        <Suspense fallback={<Waiting />}>
          <Switch>
            {pages.map(({ path, page: Page }) => (
              <Route key={path} path={path}>
                <Page />
              </Route>
            ))}
            <Route>
              <Redirect to={homeOf(pages)} replace />
            </Route>
          </Switch>
        </Suspense>
      </Shell>
    </LiveProvider>
  );
}

function Waiting() {
  const { t } = useTranslation();
  return (
    <Center mih="60dvh">
      <Loader aria-label={t('waiting')} />
    </Center>
  );
}

function Failed({ error, again }: { error: unknown; again: () => void }) {
  const { t } = useTranslation();
  return (
    <Center mih="100dvh" p="md">
      <Stack align="center" role="alert">
        <Text>{problemText(error)}</Text>
        <Button onClick={again}>{t('again')}</Button>
      </Stack>
    </Center>
  );
}
