import fc from 'fast-check';
import { setVariable, variableValue } from '#pbx/asterisk/agi/set-variable';
import { asteriskArguments } from './asterisk-arguments';

describe('SET VARIABLE', () => {
  it.each([
    ['Иван Петров', '"Иван Петров"'],
    ['', '""'],
    [`Иван "Ваня" О'Нил \\ \${EXTEN} ; x`, `"Иван \\"Ваня\\" О'Нил \\\\ \${EXTEN} ; x"`],
    ['x"\nSET VARIABLE y "z', '"x\\" SET VARIABLE y \\"z"'],
    ['a\r\nb\u0000c\u0085d\u2028e', '"a  b c d e"'],
  ])('of %j sends %s', (value, sent) => {
    expect(setVariable('STAR7_CUSTOMER', value)).toBe(`SET VARIABLE STAR7_CUSTOMER ${sent}`);
  });

  it('is one command with one value, whatever the name', () => {
    // Quotes, backslashes and line breaks more often than chance would have them.
    const nasty = fc.string({
      unit: fc.oneof(
        fc.constantFrom('"', '\\', '\n', '\r', ' ', '\t'),
        fc.string({ unit: 'binary', minLength: 1, maxLength: 1 }),
      ),
    });
    fc.assert(
      fc.property(nasty, (name) => {
        const line = setVariable('STAR7_CUSTOMER', name);
        expect(line).not.toMatch(/[\r\n\0]/);
        expect(Buffer.byteLength(line)).toBeLessThan(2048);
        expect(asteriskArguments(line)).toEqual(['SET', 'VARIABLE', 'STAR7_CUSTOMER', variableValue(name)]);
      }),
      { numRuns: 1000 },
    );
  });

  it('the reading of it finds an injection where nothing is escaped', () => {
    const name = 'x" "y';
    expect(asteriskArguments(`SET VARIABLE STAR7_CUSTOMER "${name}"`)).toHaveLength(5);
    expect(asteriskArguments(setVariable('STAR7_CUSTOMER', name))).toHaveLength(4);
  });

  it('cuts a long name between characters', () => {
    expect(variableValue('я'.repeat(1000))).toBe('я'.repeat(256));
    expect(variableValue('😀'.repeat(1000))).toBe('😀'.repeat(128));
    expect(variableValue(`a${'я'.repeat(1000)}`)).toBe(`a${'я'.repeat(255)}`);
  });
});
