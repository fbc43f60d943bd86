import type { StatusView } from './organisations.ts';

/** How an organisation stands. What counts down is for eyes only and has a still text beside it. */
export function StatusWords({ status: { text, spoken } }: { readonly status: StatusView }) {
  return (
    <>
      <span aria-hidden="true">{text}</span>
      <span className="visually-hidden">{spoken}</span>
    </>
  );
}
