import './app/mantine-styles';
import './app/theme.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { beforeProblems } from './api/client';
import { noteInput } from './api/last-input';
import { App } from './app/app';
import { loadWords, startI18n } from './i18n/i18n';
import { showUnloaded } from './unloaded';

/** The first page is there, and in use. */
const wordsAfterMs = 10_000;

const root = document.getElementById('root');
if (root === null) throw new Error('index.html has no #root');
noteInput(window);
beforeProblems(() => loadWords('problems'));
try {
  await startI18n();
  createRoot(root).render(
    <StrictMode>
      <App />
    </StrictMode>,
  );
  // Not with the first page, but before they are needed: after an upgrade this page finds its own files no more.
  setTimeout(() => void loadWords('problems').catch(() => undefined), wordsAfterMs);
} catch {
  showUnloaded(root);
}
