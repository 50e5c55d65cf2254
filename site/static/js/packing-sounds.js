// The sounds of the packing page: a tune for each kind of answer, so that a packer need not look.
window.packingSounds = (() => {
  // Hertz and milliseconds, one tone after the other. Good news rises, a refusal falls or hammers.
  const TUNES = {
    opened: [[660, 90]],
    packed: [[880, 70]],
    complete: [[784, 80], [988, 80], [1175, 140]],
    shipped: [[523, 90], [659, 90], [784, 90], [1047, 200]],
    undone: [[700, 80], [520, 120]],
    noted: [[600, 60], [600, 60]],
    print: [[740, 60], [880, 60]],
    waiting: [[440, 60]],
    wrong_item: [[196, 350]],
    too_many: [[330, 120], [0, 60], [330, 120], [0, 60], [330, 120]],
    already_shipped: [[523, 150], [392, 150], [262, 250]],
    cancelled: [[262, 400], [196, 400]],
    unknown: [[220, 120], [0, 60], [220, 120]],
    taken: [[494, 120], [370, 120], [494, 120], [370, 120]],
    not_now: [[294, 200], [0, 60], [247, 200]],
    lost: [[1400, 80], [900, 80], [1400, 80], [900, 80]],
  };
  const LOW = 400; // below it a tone is rough, so that it is heard over a warehouse
  const KEY = "packing-muted";
  let context = null;
  let muted = false;
  try {
    muted = window.localStorage.getItem(KEY) === "yes";
  } catch {
    // No storage: the sound is on again after a reload.
  }

  function play(kind) {
    const tune = TUNES[kind];
    document.dispatchEvent(new CustomEvent("packing:sound", { detail: { kind, muted, tune } }));
    if (muted || !tune || !window.AudioContext) return;
    context = context || new AudioContext();
    if (context.state === "suspended") context.resume();
    let at = context.currentTime;
    for (const [pitch, length] of tune) {
      if (pitch) tone(pitch, at, length / 1000);
      at += length / 1000;
    }
  }

  function tone(pitch, at, length) {
    const oscillator = context.createOscillator();
    const volume = context.createGain();
    oscillator.type = pitch < LOW ? "square" : "sine";
    oscillator.frequency.value = pitch;
    volume.gain.setValueAtTime(0.25, at);
    volume.gain.linearRampToValueAtTime(0, at + length);
    oscillator.connect(volume).connect(context.destination);
    oscillator.start(at);
    oscillator.stop(at + length);
  }

  function mute(wanted) {
    muted = wanted;
    try {
      window.localStorage.setItem(KEY, muted ? "yes" : "no");
    } catch {
      // As above.
    }
  }

  return { play, mute, isMuted: () => muted, TUNES };
})();
