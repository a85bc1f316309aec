import { readFileSync, writeFileSync } from 'node:fs';
import { JavaFileGenerator, TypeScriptFileGenerator } from '@asyncapi/modelina';

/**
 * Makes models of every frame out of the AsyncAPI document, as who writes a client in another language does, and prints
 * their names: `node generate.mjs <document> <folder>`.
 */
const [, , document, folder] = process.argv;
const text = readFileSync(document, 'utf8');

const languages = {
  typescript: [new TypeScriptFileGenerator({ modelType: 'interface', moduleSystem: 'ESM' }), { exportType: 'named' }],
  java: [new JavaFileGenerator({ collectionType: 'List' }), { packageName: 'parley.models' }],
};
for (const [language, [generator, options]] of Object.entries(languages)) {
  const models = await generator.generateToFiles(text, `${folder}/${language}`, options);
  const names = models.map(({ modelName }) => modelName).filter(Boolean);
  writeFileSync(`${folder}/${language}.txt`, names.join('\n'));
}

// What it is for: a page of history, read with the types that were made.
writeFileSync(
  `${folder}/typescript/use.ts`,
  `import { HistoryFrame } from './HistoryFrame';
import { SendCommand } from './SendCommand';
export function texts(page: HistoryFrame): string[] {
  return page.events.map((event) => (event.kind === 'message' && 'content' in event ? event.content : event.kind));
}
export const hello = (conversationId: string): Pick<SendCommand, 'id' | 'conversationId' | 'content'> => ({
  id: 'a-1',
  conversationId,
  content: 'Hello',
});
`,
);
