// Speaking instead of writing: recorded by the browser, made a plain sound that the server can read, and sent.
import { held, sent } from "./sending.js";

const RATE = 16_000; // values a second: a voice, as a good telephone line carries it
const HEAD = 44; // bytes before the values of a WAV file

// Browsers record in formats of their own, and each can read its own: what goes out is the same from all.
const asWave = async (recorded) => {
  const Context = window.OfflineAudioContext || window.webkitOfflineAudioContext;
  const heard = await new Context(1, 1, RATE).decodeAudioData(await recorded.arrayBuffer());
  const channels = [...Array(heard.numberOfChannels).keys()].map((number) => heard.getChannelData(number));
  const wave = new DataView(new ArrayBuffer(HEAD + 2 * heard.length));
  const letters = (at, text) => [...text].forEach((letter, place) => wave.setUint8(at + place, letter.charCodeAt(0)));
  letters(0, "RIFF");
  wave.setUint32(4, wave.byteLength - 8, true);
  letters(8, "WAVEfmt ");
  wave.setUint32(16, 16, true);
  wave.setUint16(20, 1, true); // plain values
  wave.setUint16(22, 1, true); // one channel
  wave.setUint32(24, RATE, true);
  wave.setUint32(28, 2 * RATE, true);
  wave.setUint16(32, 2, true);
  wave.setUint16(34, 16, true);
  letters(36, "data");
  wave.setUint32(40, 2 * heard.length, true);
  for (let place = 0; place < heard.length; place += 1) {
    const value = channels.reduce((sum, channel) => sum + channel[place], 0) / channels.length;
    wave.setInt16(HEAD + 2 * place, Math.max(-1, Math.min(1, value)) * 0x7fff, true);
  }
  return new File([wave], "recording.wav", { type: "audio/wav" });
};

export const speaking = (place) => {
  const find = (name) => place.querySelector(`[data-speak-${name}]`);
  const [file, list, said, left, start, stop] = ["file", "list", "said", "left", "start", "stop"].map(find);
  const input = file.querySelector("[type=file]");
  const able = Boolean(window.MediaRecorder && navigator.mediaDevices && navigator.mediaDevices.getUserMedia);
  let onWay = null; // a promise of whether it got through, from the first second of a recording
  let recorder = null;
  const say = (text) => {
    said.hidden = !text;
    said.textContent = text;
  };
  const begin = () => {
    start.hidden = !able;
    start.textContent = list.querySelector("audio") ? place.dataset.again : start.dataset.first;
  };
  const again = (recorded) => {
    say(`${place.dataset.failed} `);
    const button = document.createElement("button");
    button.type = "button";
    button.className = "govuk-button govuk-button--secondary";
    button.textContent = place.dataset.retry;
    button.addEventListener("click", () => take(send(recorded)));
    said.append(button);
    button.focus();
  };
  const send = async (recorded) => {
    let wave = recorded;
    try {
      wave = await asWave(recorded);
    } catch {
      // a format that this browser cannot read: the server decides
    }
    try {
      const telling = (percent) => say(place.dataset.sending.replace("%{percent}", percent));
      const answer = await sent(place.dataset.speak, "sound", wave, telling);
      list.innerHTML = answer.responseText;
      say(answer.status === 200 ? place.dataset.fine : "");
      begin();
      return answer.status === 200;
    } catch {
      again(recorded);
      return false;
    }
  };
  const take = async (coming) => {
    onWay = coming;
    await coming;
    if (onWay === coming) onWay = null;
  };
  const recorded = (stream) =>
    new Promise((done) => {
      const parts = [];
      let seconds = Number(place.dataset.most);
      const tell = () => {
        left.textContent = place.dataset.left.replace("%{n}", seconds);
      };
      recorder = new MediaRecorder(stream);
      const clock = setInterval(() => {
        seconds -= 1;
        tell();
        if (seconds <= 0) end();
      }, 1000);
      recorder.addEventListener("dataavailable", ({ data }) => parts.push(data));
      recorder.addEventListener("stop", () => {
        clearInterval(clock);
        stream.getTracks().forEach((track) => track.stop());
        const focused = document.activeElement === stop;
        left.hidden = true;
        stop.hidden = true;
        start.hidden = false;
        if (focused) start.focus();
        done(new Blob(parts, { type: recorder.mimeType }));
      });
      tell();
      left.hidden = false;
      start.hidden = true;
      stop.hidden = false;
      stop.focus();
      say(place.dataset.recording);
      recorder.start();
    });
  const end = () => {
    if (recorder && recorder.state !== "inactive") recorder.stop();
  };
  start.addEventListener("click", async () => {
    let stream = null;
    try {
      stream = await navigator.mediaDevices.getUserMedia({ audio: true });
    } catch {
      say(place.dataset.denied);
      file.open = true;
      return;
    }
    take(recorded(stream).then(send));
  });
  stop.addEventListener("click", end);
  const chosen = () => {
    const [recording] = input.files;
    input.value = ""; // it comes by itself; a phone without a script sends it with the form
    if (recording) take(send(recording));
  };
  input.addEventListener("change", chosen);
  held(
    place.closest("form"),
    () => {
      end(); // what was said until now
      return onWay;
    },
    () => say(place.dataset.waiting),
  );
  start.dataset.first = start.textContent;
  begin();
  chosen(); // somebody may have been quicker than this script
};
