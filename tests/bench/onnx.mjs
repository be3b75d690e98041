// Writes ONNX models in protobuf's wire format: the few messages that a graph without subgraphs needs. Field numbers are
// those of https://github.com/onnx/onnx/blob/main/onnx/onnx.proto.

/** TensorProto.DataType. */
export const FLOAT = 1;
export const INT64 = 7;

const IR_VERSION = 8;
const OPSET = 18;

const VARINT = 0;
const LENGTH_DELIMITED = 2;
const FIXED32 = 5;

/** AttributeProto.AttributeType. */
const ATTRIBUTE_FLOAT = 1;
const ATTRIBUTE_INT = 2;
const ATTRIBUTE_STRING = 3;

/**
 * The bytes of a model.
 *
 * @param nodes `{ op, inputs, output, attributes }`; an integer attribute is a bigint, a float one a number.
 * @param inputs, outputs `{ name, type, shape }`.
 * @param constants `{ name, values: Float32Array | BigInt64Array, shape }`.
 */
export function encodeModel({ nodes, inputs, outputs, constants = [] }) {
  const graph = message([
    ...nodes.map((node) => bytes(1, encodeNode(node))),
    text(2, 'graph'),
    ...constants.map((constant) => bytes(5, encodeTensor(constant))),
    ...inputs.map((value) => bytes(11, encodeValueInfo(value))),
    ...outputs.map((value) => bytes(12, encodeValueInfo(value))),
  ]);
  const opset = message([text(1, ''), integer(2, OPSET)]);
  return message([integer(1, IR_VERSION), bytes(7, graph), bytes(8, opset)]);
}

function encodeNode({ op, inputs, output, attributes = {} }) {
  return message([
    ...inputs.map((name) => text(1, name)),
    text(2, output),
    text(4, op),
    ...Object.entries(attributes).map(([name, value]) => bytes(5, encodeAttribute(name, value))),
  ]);
}

function encodeAttribute(name, value) {
  if (typeof value === 'bigint') return message([text(1, name), integer(3, value), integer(20, ATTRIBUTE_INT)]);
  if (typeof value === 'string') return message([text(1, name), text(4, value), integer(20, ATTRIBUTE_STRING)]);
  const float = [...varint((2 << 3) | FIXED32), ...new Uint8Array(Float32Array.of(value).buffer)];
  return message([text(1, name), float, integer(20, ATTRIBUTE_FLOAT)]);
}

function encodeTensor({ name, values, shape }) {
  return message([
    ...shape.map((dimension) => integer(1, dimension)),
    integer(2, values instanceof Float32Array ? FLOAT : INT64),
    text(8, name),
    bytes(9, new Uint8Array(values.buffer, values.byteOffset, values.byteLength)),
  ]);
}

function encodeValueInfo({ name, type, shape }) {
  const dimensions = message(shape.map((dimension) => bytes(1, message([integer(1, dimension)]))));
  const tensorType = message([integer(1, type), bytes(2, dimensions)]);
  return message([text(1, name), bytes(2, message([bytes(1, tensorType)]))]);
}

function message(fields) {
  return Uint8Array.from(fields.flatMap((field) => Array.from(field)));
}

function integer(field, value) {
  return [...varint((field << 3) | VARINT), ...varint(BigInt.asUintN(64, BigInt(value)))];
}

function text(field, value) {
  return bytes(field, new TextEncoder().encode(value));
}

function bytes(field, content) {
  return [...varint((field << 3) | LENGTH_DELIMITED), ...varint(content.length), ...content];
}

/** A varint: seven bits per byte, lowest first; the high bit means that more follow. */
function varint(value) {
  const result = [];
  let rest = BigInt(value);
  for (; rest > 0x7fn; rest >>= 7n) result.push(Number(rest & 0x7fn) | 0x80);
  result.push(Number(rest));
  return result;
}
