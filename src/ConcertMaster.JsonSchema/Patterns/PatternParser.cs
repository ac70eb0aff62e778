using System.Globalization;

namespace ConcertMaster.JsonSchema.Patterns;

/// <summary>Parses regular expressions by ECMA-262 with the u flag, as browsers and ajv read them.</summary>
internal sealed class PatternParser
{
    private const int DepthMax = 200;

    private readonly string pattern;
    private readonly GroupNames groups;
    private readonly CharacterParser characters;
    private readonly Cursor at;
    private int groupCount;
    private int depth;

    private PatternParser(string pattern)
    {
        this.pattern = pattern;
        at = new Cursor(pattern);
        groups = GroupNames.Scan(pattern);
        characters = new CharacterParser(at);
    }

    public static PatternNode Parse(string pattern)
    {
        var parser = new PatternParser(pattern);
        var node = parser.ParseChoice();
        return parser.at.IsAtEnd ? node : throw parser.at.Fault("there is a closing bracket too many");
    }

    private PatternNode ParseChoice()
    {
        if (++depth > DepthMax) throw at.Fault("groups are nested too deeply");
        var options = new List<PatternNode> { ParseSequence() };
        while (at.Take('|')) options.Add(ParseSequence());
        depth--;
        return options.Count == 1 ? options[0] : new PatternNode.Choice(options);
    }

    private PatternNode ParseSequence()
    {
        var parts = new List<PatternNode>();
        while (!at.IsAtEnd && at.Current is not ('|' or ')')) parts.Add(ParseTerm());
        return parts.Count == 1 ? parts[0] : new PatternNode.Sequence(parts);
    }

    private PatternNode ParseTerm()
    {
        var start = at.Position;
        var atom = ParseAtom();
        if (!TryParseQuantifier(out var min, out var max)) return atom;
        if (atom is PatternNode.Start or PatternNode.End or PatternNode.WordBoundary or PatternNode.Look)
            throw new PatternSyntaxException(pattern, start, "nothing can be repeated");
        return new PatternNode.Repeat(atom, min, max, at.Take('?'));
    }

    private PatternNode ParseAtom()
    {
        switch (at.Current)
        {
            case '^':
                at.Skip(1);
                return new PatternNode.Start();
            case '$':
                at.Skip(1);
                return new PatternNode.End();
            case '.':
                at.Skip(1);
                return new PatternNode.Set(CodePointSet.Dot);
            case '(':
                return ParseGroup();
            case '[':
                return new PatternNode.Set(characters.ParseClass());
            case '\\':
                return ParseEscape();
            case '*' or '+' or '?':
                throw at.Fault("there is nothing to repeat");
            case '{' or '}' or ']':
                throw at.Fault($"“{at.Current}” needs a backslash before it");
            default:
                var c = at.TakeCodePoint();
                return new PatternNode.Set(CodePointSet.Of((c, c)));
        }
    }

    private PatternNode ParseEscape()
    {
        var next = at.Peek(1);
        if (next is 'b' or 'B')
        {
            at.Skip(2);
            return new PatternNode.WordBoundary(next == 'B');
        }

        if (next == 'k') return ParseNamedReference();
        if (next is < '1' or > '9') return new PatternNode.Set(characters.ParseEscapedSet(inClass: false));
        var start = at.Position;
        at.Skip(1);
        var number = at.TakeNumber();
        return number <= groups.Count
            ? new PatternNode.BackReference(number)
            : throw new PatternSyntaxException(pattern, start, "there is no such group");
    }

    private PatternNode.BackReference ParseNamedReference()
    {
        var start = at.Position;
        at.Skip(2);
        if (at.Take('<') && groups.NumberOf(at.TakeName()) is { } number) return new(number);
        throw new PatternSyntaxException(pattern, start, "there is no such group");
    }

    private PatternNode ParseGroup()
    {
        var start = at.Position;
        at.Skip(1);
        PatternNode node;
        if (at.TakeText("?:")) node = new PatternNode.Group(ParseChoice(), 0);
        else if (at.TakeText("?=")) node = new PatternNode.Look(ParseChoice(), false, false);
        else if (at.TakeText("?!")) node = new PatternNode.Look(ParseChoice(), false, true);
        else if (at.TakeText("?<=")) node = new PatternNode.Look(ParseChoice(), true, false);
        else if (at.TakeText("?<!")) node = new PatternNode.Look(ParseChoice(), true, true);
        else
        {
            if (at.TakeText("?<")) at.TakeName();
            else if (!at.IsAtEnd && at.Current == '?') throw at.Fault("this kind of group is not known");
            var number = ++groupCount;
            node = new PatternNode.Group(ParseChoice(), number);
        }

        return at.Take(')') ? node : throw new PatternSyntaxException(pattern, start, "the group has no end");
    }

    private bool TryParseQuantifier(out int min, out int? max)
    {
        (min, max) = (0, null);
        if (at.IsAtEnd) return false;
        switch (at.Current)
        {
            case '*':
                at.Skip(1);
                return true;
            case '+':
                at.Skip(1);
                min = 1;
                return true;
            case '?':
                at.Skip(1);
                max = 1;
                return true;
            case '{':
                ParseCounts(out min, out max);
                return true;
            default:
                return false;
        }
    }

    private void ParseCounts(out int min, out int? max)
    {
        var start = at.Position;
        at.Skip(1);
        min = at.TakeNumber();
        max = min;
        if (at.Take(',')) max = !at.IsAtEnd && at.Current != '}' ? at.TakeNumber() : null;
        if (!at.Take('}')) throw new PatternSyntaxException(pattern, start, "the count has no end");
        if (max < min) throw new PatternSyntaxException(pattern, start, "the counts are out of order");
    }
}

/// <summary>Which groups a pattern has: a reference may stand before its group.</summary>
internal sealed class GroupNames
{
    private readonly Dictionary<string, int> numbers = new(StringComparer.Ordinal);

    public int Count { get; private set; }

    public static GroupNames Scan(string pattern)
    {
        var found = new GroupNames();
        var inClass = false;
        for (var at = 0; at < pattern.Length; at++)
        {
            var c = pattern[at];
            if (c == '\\') at++;
            else if (c == '[') inClass = true;
            else if (c == ']') inClass = false;
            else if (c == '(' && !inClass) found.Add(pattern, at + 1);
        }

        return found;
    }

    public int? NumberOf(string name) => numbers.TryGetValue(name, out var number) ? number : null;

    private void Add(string pattern, int at)
    {
        if (at >= pattern.Length || pattern[at] != '?')
        {
            Count++;
            return;
        }

        var isNamed = string.CompareOrdinal(pattern, at, "?<", 0, 2) == 0
            && at + 2 < pattern.Length && pattern[at + 2] is not ('=' or '!');
        if (!isNamed) return;
        Count++;
        var end = pattern.IndexOf('>', at);
        if (end < 0) return;
        if (!numbers.TryAdd(pattern[(at + 2)..end], Count))
            throw new PatternSyntaxException(pattern, at, string.Create(
                CultureInfo.InvariantCulture, $"two groups have the same name, the second one is number {Count}"));
    }
}
