// Registers tfjs's gradients in Node, where tfjs-core is one CommonJS bundle without them: the union package brings
// them for exactly that bundle. The page imports tfjs-core's own module instead (src/model/backend.ts).
import '@tensorflow/tfjs';
