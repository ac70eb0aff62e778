using System.Text.Json;
using ConcertMaster.JsonSchema.Evaluation;
using ConcertMaster.JsonSchema.Formats;
using ConcertMaster.JsonSchema.Keywords;
using ConcertMaster.JsonSchema.Patterns;
using ConcertMaster.JsonSchema.Values;

namespace ConcertMaster.JsonSchema.Compilation;

/// <summary>The keywords about the value itself: its type, what it may be, numbers and texts.</summary>
internal static class ValueKeywords
{
    public static void Read(SchemaSource source, SchemaNode node, List<Keyword> others)
    {
        node.Type = ReadType(source);
        node.Numbers = ReadNumbers(source);
        node.Strings = ReadStrings(source);
        if (source.TryFind("const", out var constant)) others.Add(new ValueRule("const", [constant]));
        if (!source.TryFind("enum", out var list)) return;
        if (list.ValueKind != JsonValueKind.Array) throw source.Invalid("enum", "must be a list.");
        others.Add(new ValueRule("enum", [.. list.EnumerateArray()]));
    }

    private static TypeRule? ReadType(SchemaSource source)
    {
        if (!source.TryFind("type", out var value)) return null;
        IReadOnlyList<string> types = value.ValueKind == JsonValueKind.String
            ? [JsonText.Read(value)]
            : source.Texts("type", value);
        if (types.Count == 0) throw source.Invalid("type", "must name at least one type.");
        if (types.FirstOrDefault(type => !TypeRule.IsKnown(type)) is { } unknown)
            throw source.Invalid("type", $"does not know “{unknown}”.");
        return new TypeRule(types, source.Dialect.Draft);
    }

    private static NumberRules? ReadNumbers(SchemaSource source)
    {
        var minimum = Limit(source, "minimum");
        var maximum = Limit(source, "maximum");
        var multipleOf = Limit(source, "multipleOf");
        if (multipleOf is not null && !multipleOf.Value.IsPositive)
            throw source.Invalid("multipleOf", "must be more than 0.");
        if (source.Dialect.Draft == Draft.Draft4)
        {
            var (above, below) = (source.Flag("exclusiveMinimum"), source.Flag("exclusiveMaximum"));
            if (minimum is null && maximum is null && multipleOf is null) return null;
            return new NumberRules
            {
                Minimum = above ? null : minimum,
                ExclusiveMinimum = above ? minimum : null,
                Maximum = below ? null : maximum,
                ExclusiveMaximum = below ? maximum : null,
                MultipleOf = multipleOf,
                ExclusiveMinimumKeyword = "minimum",
                ExclusiveMaximumKeyword = "maximum",
            };
        }

        var (more, less) = (Limit(source, "exclusiveMinimum"), Limit(source, "exclusiveMaximum"));
        if ((minimum ?? maximum ?? multipleOf ?? more ?? less) is null) return null;
        return new NumberRules
        {
            Minimum = minimum,
            ExclusiveMinimum = more,
            Maximum = maximum,
            ExclusiveMaximum = less,
            MultipleOf = multipleOf,
        };
    }

    private static StringRules? ReadStrings(SchemaSource source)
    {
        var rules = new StringRules
        {
            MinLength = source.Count("minLength"),
            MaxLength = source.Count("maxLength"),
            Pattern = source.Text("pattern") is { } pattern ? CompilePattern(source, "pattern", pattern) : null,
            Format = source.Text("format"),
            FormatTest = ReadFormat(source),
            Content = ReadContent(source),
        };
        var isEmpty = rules.MinLength is null && rules.MaxLength is null && rules.Pattern is null
            && rules.FormatTest is null && rules.Content is null;
        return isEmpty ? null : rules;
    }

    public static EcmaPattern CompilePattern(SchemaSource source, string place, string pattern)
    {
        try
        {
            return EcmaPattern.Compile(pattern, source.Options.PatternTimeMax);
        }
        catch (Exception fault) when (fault is PatternSyntaxException or ArgumentException)
        {
            throw new SchemaException(
                SchemaErrorCodes.InvalidPattern, $"{source.Site.Location}/{place}", fault.Message, fault);
        }
    }

    private static FormatTest? ReadFormat(SchemaSource source)
    {
        if (!source.Options.AssertFormats && !source.Dialect.AssertsFormats) return null;
        return source.Text("format") is { } format ? FormatTable.Find(format, source.Dialect.Draft) : null;
    }

    private static ContentTest? ReadContent(SchemaSource source)
    {
        if (!source.Options.AssertContent) return null;
        var isBase64 = source.Text("contentEncoding") == "base64";
        var isJson = source.Text("contentMediaType") == "application/json";
        return isBase64 || isJson ? new ContentTest(isBase64, isJson) : null;
    }

    private static NumberLimit? Limit(SchemaSource source, string keyword)
    {
        if (!source.TryFind(keyword, out var value)) return null;
        return value.ValueKind == JsonValueKind.Number
            ? new NumberLimit(JsonNumber.Read(value), SchemaSource.Show(value))
            : throw source.Invalid(keyword, "must be a number.");
    }
}
