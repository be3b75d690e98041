// Embind registers strings, JavaScript values and memory views, whether a function takes them or not. None here does,
// and their glue is 1.5 KB and needs TextDecoder, which jsdom lacks.
const unused = {};
for (const type of ['std_string', 'std_wstring', 'emval', 'memory_view']) {
  unused[`_embind_register_${type}`] = () => {};
  unused[`_embind_register_${type}__deps`] = [];
}
addToLibrary(unused);
