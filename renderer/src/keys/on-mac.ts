/** A Mac has ⌘ where other keyboards have Ctrl. */
export const onMac = (): boolean => navigator.userAgent.includes('Macintosh');
