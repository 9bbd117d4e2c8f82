/** Texts, to be repeated to the wanted size, for which a naive parser needs quadratic time or overflows its stack. */
export const shapes: Readonly<Record<string, string>> = {
  'plain entries': 'secret/data/app password | PASSWORD;\n',
  'entries with flags': 'secret/data/app "my key" | | optional default="a b";\n',
  writes: 'transit/sign/key {"input": "aGk7", "prehashed": true} signature | S;\n',
  'many bodies on one path': 'a {"b": [1, 2, {"c": "d"}]};',
  'entries without ;': 'secret/data/app password | PASSWORD\n',
  'one line without ;': 'a b | c | ',
  'an object never closed, then ;': '"a {" ; ',
  'quote after {': '{"',
  'objects in strings of objects': 'a {";": ',
  'objects in texts of objects': 'x {"; y {":',
  'lists in lists': 'a {";": [',
  'closed but invalid JSON': 'a {""};',
  'nested {': '{',
  'nested {"a":': '{"a":',
  'a { without ;': 'a { ',
  quotes: '"',
  'escaped quotes': '\\"',
  'quotes with an escape': '"\\',
  backticks: '`',
  'backticks and pipes': '` | ',
  pipes: '|',
  'pipes apart': 'a | ',
  flags: 'optional ',
  'flags with quotes': 'default="\\',
  backslashes: '\\',
  'line breaks': '\n',
  'carriage returns': '\r',
  'line separators': '\u2028',
  spaces: ' ',
  'empty lines': '  \r\n',
  comments: '# a comment; {" | \n',
  'a comment and an entry': '#\na b\n',
  ';': ';',
  slashes: '/',
  dots: '../',
  'one long word': 'a',
  unicode: '\u{1f511}é',
}

/** Prefixes that put a shape into a certain state of the parser. */
export const heads: Readonly<Record<string, string>> = {
  '': '',
  'after a key': 'a "b c" | n | ',
  'in an object': 'a {"b": [',
  'in quotes': 'a "',
  'after a path': 'a ',
}

/** Returns a text of `size` characters: the head, then the repeated shape. */
export function textOf(head: string, shape: string, size: number): string {
  return head + shape.repeat(Math.ceil(size / shape.length)).slice(0, size - head.length)
}
