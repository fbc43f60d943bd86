const PEAK = 0.12;
const TONES: readonly { readonly hertz: number; readonly fromS: number; readonly lastsS: number }[] = [
  { hertz: 880, fromS: 0, lastsS: 0.18 },
  { hertz: 1174.66, fromS: 0.16, lastsS: 0.34 },
];

/** Two short tones, made here: there is no file to load. */
export function chime(): void {
  const context = new AudioContext();
  for (const { hertz, fromS, lastsS } of TONES) {
    const start = context.currentTime + fromS;
    const tone = new OscillatorNode(context, { frequency: hertz, type: 'sine' });
    const loudness = new GainNode(context, { gain: 0 });
    loudness.gain.linearRampToValueAtTime(PEAK, start + 0.02);
    loudness.gain.exponentialRampToValueAtTime(0.001, start + lastsS);
    tone.connect(loudness).connect(context.destination);
    tone.start(start);
    tone.stop(start + lastsS);
    tone.addEventListener('ended', () => {
      if (fromS > 0) void context.close();
    });
  }
}
