/** Which files are the weights of a model: every format, complete sets, and what only looks like weights. */
import { describe, expect, test } from 'vitest';
import { judge } from '../../src/audit.ts';
import { loadRules } from '../../src/rules/load.ts';
import type { ModelInfo } from '../../src/source/types.ts';
import { observed } from '../audit/observed.ts';

const rules = loadRules();

function weights(tree: string[] | null, model: Partial<ModelInfo> = {}) {
  const given = observed({ card: '# Acme\n\nA model.\n', tree, model }, rules);
  return judge(given, { rules, standard: 'osaid' }).artefacts.weights.status;
}

const shards = (name: string, of: number, without = 0) =>
  Array.from({ length: of }, (_, index) => index + 1)
    .filter((index) => index !== without)
    .map((index) => name.replace('#', `${String(index).padStart(5, '0')}-of-${String(of).padStart(5, '0')}`));

describe('weights of each format', () => {
  test.each<[string, string[]]>([
    ['safetensors', ['model.safetensors']],
    ['PyTorch', ['pytorch_model.bin']],
    ['a PyTorch checkpoint', ['model.pt']],
    ['its older name', ['consolidated.00.pth']],
    ['Lightning', ['model.ckpt']],
    ['llama.cpp', ['acme-7b.Q8_0.gguf']],
    ['llama.cpp of old', ['ggml-model-q4_0.bin']],
    ['ONNX', ['onnx/model.onnx', 'onnx/model.onnx_data']],
    ['Keras', ['tf_model.h5']],
    ['Flax', ['flax_model.msgpack']],
    ['NeMo', ['acme-7b.nemo']],
    ['NumPy, as MLX wrote it', ['weights.npz']],
    ['MLX', ['model.safetensors', 'model.safetensors.index.json', 'config.json']],
    [
      'TensorFlow SavedModel',
      ['saved_model.pb', 'variables/variables.data-00000-of-00001', 'variables/variables.index'],
    ],
    ['TensorFlow SavedModel in a folder', ['export/saved_model.pb', 'export/variables/variables.index']],
    ['TensorFlow Lite', ['model.tflite']],
    ['Core ML', ['Acme.mlpackage/Data/com.apple.CoreML/weights/weight.bin', 'Acme.mlpackage/Manifest.json']],
    ['Core ML compiled', ['Acme.mlmodelc/weights/weight.bin', 'Acme.mlmodelc/model.mil']],
    ['Core ML of old', ['Acme.mlmodel']],
    ['a pipeline in sub-folders', ['model_index.json', 'unet/diffusion_pytorch_model.safetensors', 'vae/config.json']],
    ['quantised files alone', ['config.json', 'quantize_config.json', 'gptq_model-4bit-128g.safetensors']],
    ['upper case', ['MODEL.SAFETENSORS']],
  ])('%s', (_, tree) => {
    expect(weights(tree)).toBe('released');
  });
});

describe('sets of shards', () => {
  test.each<[string, string[], string]>([
    ['complete', shards('model-#.safetensors', 3), 'released'],
    ['without the first', shards('model-#.safetensors', 3, 1), 'partial'],
    ['without the last', shards('pytorch_model-#.bin', 3, 3), 'partial'],
    ['of GGUF', shards('acme-Q8_0-#.gguf', 2), 'released'],
    ['of GGUF without one', shards('acme-Q8_0-#.gguf', 2, 2), 'partial'],
    [
      'complete beside a format with a hole',
      [...shards('model-#.safetensors', 3), ...shards('pytorch_model-#.bin', 2, 1)],
      'released',
    ],
    [
      'of a part of a pipeline without one',
      ['vae/model.safetensors', ...shards('transformer/model-#.safetensors', 2, 1)],
      'partial',
    ],
  ])('%s', (_, tree, expected) => {
    expect(weights(tree)).toBe(expected);
  });
});

describe('what is not the weights', () => {
  test.each<[string, string[], string]>([
    ['an adapter', ['adapter_config.json', 'adapter_model.safetensors'], 'partial'],
    ['a LoRA', ['pytorch_lora_weights.safetensors'], 'partial'],
    ['a difference to another model', ['acme-7b-delta.bin'], 'partial'],
    ['states of an optimizer', ['optimizer.pt', 'scheduler.pt', 'rng_state_0.pth', 'training_args.bin'], 'absent'],
    ['states of DeepSpeed', ['global_step100/bf16_zero_pp_rank_0_mp_rank_00_optim_states.pt'], 'absent'],
    ['a tokenizer', ['tokenizer.json', 'tokenizer.model', 'vocab.bin', 'merges.txt'], 'absent'],
    ['a configuration', ['config.json', 'generation_config.json'], 'absent'],
    ['an index without its shards', ['config.json', 'model.safetensors.index.json'], 'absent'],
    ['a matrix of importance', ['acme.imatrix'], 'absent'],
    ['an empty repository', [], 'absent'],
  ])('%s', (_, tree, expected) => {
    expect(weights(tree)).toBe(expected);
  });
});

test('weights that may be on another branch are not said to be absent', () => {
  const given = observed({ card: '# Acme\n\nA model.\n', tree: ['README.md'] }, rules);
  const repo = { ...given.repo, refs: { looked: true as const, value: { branches: ['main', 'fp16'], tags: [] } } };
  const { artefacts, unknowns } = judge({ ...given, repo }, { rules, standard: 'osaid' });
  expect(artefacts.weights.status).toBe('unknown');
  expect(unknowns.find(({ what }) => what === 'weights')?.why).toContain('fp16');
});

describe('what the Hub says', () => {
  test.each<[string, string[] | null, Partial<ModelInfo>, string]>([
    ['a gate', ['model.safetensors'], { gated: 'auto' }, 'partial'],
    ['a gate before nothing', [], { gated: 'manual' }, 'absent'],
    ['disabled', ['model.safetensors'], { disabled: true }, 'unknown'],
    ['a tree that was not fetched', null, {}, 'unknown'],
  ])('%s', (_, tree, model, expected) => {
    expect(weights(tree, model)).toBe(expected);
  });
});
