/** Letters without their accents and in lower case, so that "emile" finds "Émile". */
export const folded = (text: string): string =>
  text
    .normalize('NFD')
    .replaceAll(/\p{Diacritic}/gu, '')
    .toLowerCase();
