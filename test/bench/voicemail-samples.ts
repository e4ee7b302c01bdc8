import { execFileSync } from 'node:child_process';

/** What a called side says: a greeting of a voicemail, or a person who picks up. */
export interface Sample {
  name: string;
  /** A-law, 8000 a second, from the answer on. */
  speech: Buffer;
}

interface Voice {
  language: 'ru' | 'en';
  /** Of espeak-ng. */
  voice: string;
}

const voices: readonly Voice[] = [
  { language: 'ru', voice: 'ru' },
  { language: 'ru', voice: 'ru+f2' },
  { language: 'ru', voice: 'ru+m3' },
  { language: 'en', voice: 'en-us' },
  { language: 'en', voice: 'en-gb+f3' },
  { language: 'en', voice: 'en-us+m7' },
];

/** Words a minute. */
const speeds = [130, 150, 175] as const;

/** Sox's gain of pink noise under the speech, dB; null: none. */
const noises = [null, -45, -38, -34] as const;

/** Hertz: those that voicemails have; Star7 listens for one of them, 1000 unless told. */
const beeps = [null, 440, 1000, 1400] as const;

/** Written by the project, in the way of carriers', companies' and private greetings: long and short. */
const greetings: Readonly<Record<Voice['language'], readonly string[]>> = {
  ru: [
    'Абонент временно недоступен. Пожалуйста, оставьте сообщение после сигнала.',
    'Здравствуйте. Сейчас я не могу ответить на ваш звонок. Оставьте сообщение после гудка, и я вам перезвоню.',
    'Вас приветствует голосовая почта. Говорите после сигнала.',
    'Абонент не отвечает или временно недоступен. Попробуйте позвонить позже.',
    'Привет! Я сейчас занят. Оставьте голосовое сообщение.',
    'Вы позвонили на автоответчик. К сожалению, сейчас никто не может подойти к телефону.',
    'Добрый день, это автоответчик. Перезвоните, пожалуйста, позднее.',
    'Здравствуйте, я голосовой помощник. Хозяин телефона не может ответить. Что ему передать?',
    'Ваш звонок перенаправлен на голосовую почту. Запись начнётся после звукового сигнала.',
    'Меня нет дома. Оставьте сообщение после длинного гудка.',
  ],
  en: [
    'The person you are calling is not available. Please leave a message after the tone.',
    'Hello. I cannot come to the phone right now. Leave your name and a short message, and I will call you back.',
    'You have reached the voicemail of a mobile subscriber. At the tone, please record your message.',
    'Hi, this is Peter. I am busy at the moment. Please leave a message.',
    'Your call has been forwarded to an automated voice message system.',
    'Sorry we missed your call. Please try again later, or speak after the beep.',
    'Welcome to the mailbox service. The subscriber is not able to answer.',
    'Nobody is at home. Leave a message after the beep.',
    'Hello, you have called Anna. I will get back to you as soon as I can.',
    'The customer is switched off or out of coverage. Please call again later.',
  ],
};

/** How people answer, and what they say next, once they have heard who calls; null: they listen on. */
const answers: Readonly<Record<Voice['language'], readonly [string, string | null][]>> = {
  ru: [
    ['Алло?', null],
    ['Да?', 'Да, это я. Говорите.'],
    ['Слушаю вас.', null],
    ['Алло, да.', 'Здравствуйте, я заказывал, всё верно.'],
    ['Да, алло, слушаю.', null],
    ['Алло. Кто это?', 'Не расслышал, повторите, пожалуйста.'],
    ['Добрый день, слушаю вас.', null],
    ['Аллё!', 'Да, да, я вас слушаю.'],
    ['Да, здравствуйте.', null],
    ['Смирнова, слушаю.', 'Какой заказ?'],
  ],
  en: [
    ['Hello?', null],
    ['Yes?', 'Yes, speaking. Go ahead.'],
    ['Hello, who is this?', null],
    ['Speaking.', 'I ordered that, yes, that is right.'],
    ['Good morning.', null],
    ['Hello, Peter here.', 'Sorry, could you say that again?'],
    ['Hi, yes, hello?', null],
    ['Yeah.', 'Which order do you mean?'],
    ['Hello, this is Anna Smith.', null],
    ['Mister Brown, hello.', 'I can hear you well.'],
  ],
};

/** A hundred of each, the same in each run. */
export function voicemailSamples(count = 100): Sample[] {
  return Array.from({ length: count }, (_, index) => {
    const { language, voice, speed, noise, lead } = conditions(index);
    const text = greetings[language][Math.floor(index / voices.length) % 10] ?? '';
    const beep = beeps[index % beeps.length] ?? null;
    const parts = [silent(lead), spoken(voice, speed, text)];
    if (beep !== null) parts.push(silent(0.6), tone(beep, 0.5));
    return { name: nameOf('greeting', index, voice, speed, noise, beep), speech: mixed(parts, noise) };
  });
}

export function personSamples(count = 100): Sample[] {
  return Array.from({ length: count }, (_, index) => {
    const { language, voice, speed, noise, lead } = conditions(index);
    const [first, next] = answers[language][Math.floor(index / voices.length) % 10] ?? ['', null];
    const parts = [silent(lead), spoken(voice, speed, first)];
    // The manager says who calls.
    if (next !== null) parts.push(silent(2.5 + 0.25 * (index % 5)), spoken(voice, speed, next));
    return { name: nameOf('person', index, voice, speed, noise, null), speech: mixed(parts, noise) };
  });
}

function conditions(index: number) {
  const voice = voices[index % voices.length] ?? { language: 'en', voice: 'en-us' };
  return {
    ...voice,
    speed: speeds[Math.floor(index / 2) % speeds.length] ?? 150,
    noise: noises[Math.floor(index / 3) % noises.length] ?? null,
    /** Seconds from the answer to the first word. */
    lead: 0.15 + 0.2 * (index % 6),
  };
}

function nameOf(kind: string, ...what: readonly (string | number | null)[]): string {
  return [kind, ...what.map((one) => one ?? 'none')].join(' ');
}

const seconds = 14;
const rate = 8000;
/** Signed 16 bit, one channel. */
const raw = ['-t', 'raw', '-r', String(rate), '-e', 'signed', '-b', '16', '-c', '1'] as const;

function spoken(voice: string, speed: number, text: string): Buffer {
  const wav = execFileSync('espeak-ng', ['-v', voice, '-s', String(speed), '--stdout', '--', text]);
  // The band of a telephone line, and its usual level.
  return sox(['-t', 'wav', '-', ...raw, '-', 'rate', String(rate), 'sinc', '300-3400', 'norm', '-9'], wav);
}

function tone(hertz: number, length: number): Buffer {
  return sox(['-n', ...raw, '-', 'synth', String(length), 'sine', String(hertz), 'gain', '-12']);
}

function silent(length: number): Buffer {
  return Buffer.alloc(2 * Math.round(length * rate));
}

/** @param noise sox's gain, dB */
function mixed(parts: readonly Buffer[], noise: number | null): Buffer {
  const speech = Buffer.concat([...parts, silent(seconds)]).subarray(0, 2 * seconds * rate);
  if (noise !== null) {
    const pink = sox([
      ...['-R', '-n', ...raw, '-', 'synth', String(seconds), 'pinknoise'],
      ...['sinc', '300-3400', 'gain', '-n', '0', 'gain', String(noise)],
    ]);
    for (let at = 0; at < Math.min(speech.length, pink.length); at += 2) {
      const sum = speech.readInt16LE(at) + pink.readInt16LE(at);
      speech.writeInt16LE(Math.max(-32_768, Math.min(32_767, sum)), at);
    }
  }
  return sox([...raw, '-', '-t', 'raw', '-e', 'a-law', '-b', '8', '-'], speech);
}

function sox(parameters: readonly string[], input?: Buffer): Buffer {
  return execFileSync('sox', ['-D', ...parameters], {
    ...(input && { input }),
    maxBuffer: 16 * 1024 * 1024,
    // Warnings of samples that were clipped.
    stdio: ['pipe', 'pipe', 'ignore'],
  });
}
