/** For `load` where the engine itself cannot unzip. A chunk of its own, which others never load. */
export { gunzipSync } from 'fflate';
