// Where Node must resolve differently from the page's bundler, for Vite's resolver in tools and unit tests.

/**
 * In Node, tfjs-core is one CommonJS bundle without gradients; the union package brings them for exactly that bundle.
 * The page imports the module of the same name, which registers the same gradients.
 */
export const nodeAlias = { '@tensorflow/tfjs-core/dist/register_all_gradients': '@tensorflow/tfjs' };
