import { useEffect, useState } from 'react';

const pauseMs = 200;

/** The typed text after a short pause, and a function that ends the pause at once. */
export function usePaused(text: string): [paused: string, endPause: () => void] {
  const [paused, setPaused] = useState(text);
  useEffect(() => {
    const timer = setTimeout(() => setPaused(text), pauseMs);
    return () => clearTimeout(timer);
  }, [text]);
  return [paused, () => setPaused(text)];
}
