// A photo as it is kept and sent: small, and without what a camera writes beside the picture (place, moment, device).
const EDGE = 2048; // pixels of the longer side, as the server keeps it
const QUALITY = 0.85;

export const shrunk = async (file) => {
  const picture = await createImageBitmap(file).catch(() => null);
  if (!picture) return file; // the server may know a format that this browser does not
  const part = Math.min(1, EDGE / Math.max(picture.width, picture.height));
  const canvas = document.createElement("canvas");
  canvas.width = Math.round(picture.width * part);
  canvas.height = Math.round(picture.height * part);
  canvas.getContext("2d").drawImage(picture, 0, 0, canvas.width, canvas.height);
  picture.close();
  return new Promise((done) => canvas.toBlob((made) => done(made ?? file), "image/jpeg", QUALITY));
};
