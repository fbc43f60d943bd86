/**
 * Literals that read like texts and are none, since nobody reads them or since they are the same in every language.
 * Each is a pattern for the whole literal, in which `{}` stands for what is filled in.
 */
export const NO_TEXTS: readonly RegExp[] = [
  // Names, and formats of files and messages.
  /^(Vigil|English|Deutsch|Genesys Cloud|WebSocket|JSON|API|HTTP \{\})$/,
  // Keys of what is drawn in a list or chosen from one.
  /^\{\} (head|note|columns|row \{\})$|^(routing \{\}|presence \{\} \{\})$/,
  // Frames of the protocol, and what stands in exported files.
  /^(ping|No gaps\.|All entries\.|Filtered\. The filter was removed with the names\.)$|^Entries that could not be kept or cannot be read: \{\}\.$/,
  // Units.
  /^\{\} (ms|kB|MB|px)$/,
  // Keys as the browser and the key map name them, and how a Mac calls itself.
  /^(Arrow(Up|Down|Left|Right)?|Enter|Escape|Esc|Tab|Home|End|Page(Up|Down)|Space|AltGraph|Macintosh)$/,
  /^(Mod|Ctrl|Control|Alt|Shift|Meta|Super)(\+.*)?$/,
  // Styles, selectors and media queries.
  /^(GrayText|\{\}px \{\}|calc\(.*|\(prefers-.*\)|\(forced-colors.*\))$/,
  /^[a-z, ]*\[[a-z]+=".*$/,
  // The filter language and the names of what changes, which are the same everywhere.
  /^(\(?[a-z.]+:\S.*|\(\{\}\) OR type:gap|voice sales|"on hold"|routing status)$/,
  // Topics as they are written.
  /^v2\.users\.<id>\.presence$/,
];

/** What is printed in a terminal is English only. */
export const IN_A_TERMINAL = /^electron\/main\/shell\/(claim-data-folder|command-line|screenshot)\.ts:/;
