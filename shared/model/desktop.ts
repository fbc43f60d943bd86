/** What becomes of Vigil when its window is closed. */
export type OnClose = 'ask' | 'keep-watching' | 'quit';

/** Whether Vigil starts when the user signs in to the computer. */
export type LoginItem =
  | { readonly canChange: true; readonly isOn: boolean }
  | { readonly canChange: false; readonly reason: string };
