import '@tensorflow/tfjs-backend-webgl';
import { offer } from './offered.ts';

offer('webgl', 'the graphics processor', (tf) => tf.env().getBool('HAS_WEBGL') && tf.env().getBool('WEBGL_RENDER_FLOAT32_ENABLED'));
