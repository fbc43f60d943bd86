/** The index in volumes, each of which is begun when it is needed: it is filled anew. */
export const VOLUMES = `
  DROP TABLE search;
  UPDATE indexed SET up_to = 0;
`;
