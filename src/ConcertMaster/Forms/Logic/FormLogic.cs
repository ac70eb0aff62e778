using System.Collections.Frozen;
using System.Text.Json;
using ConcertMaster.Forms.Definitions;
using ConcertMaster.Jsonata;
using ConcertMaster.Shared;

namespace ConcertMaster.Forms.Logic;

/// <param name="IsSection">A heading: its condition governs what stands below it, up to the next one or the end of the page.</param>
internal sealed record FieldLogic(
    string Name, Expression? VisibleIf, Expression? RequiredIf, Expression? Calculate, Expression? ValidIf,
    string? ValidMessage, bool IsSection);

internal sealed record PageLogic(Expression? VisibleIf, IReadOnlyList<string> Fields);

/// <summary>
/// What governs a version besides its schema, parsed once. An expression that does not parse is as one that fails when
/// it is evaluated: it says nothing. Publishing refuses such, but versions of old may hold them.
/// </summary>
internal sealed class FormLogic
{
    private readonly FrozenDictionary<Expression, IReadOnlySet<string>?> _mentions;

    private FormLogic(IReadOnlyList<PageLogic> pages, IReadOnlyList<FieldLogic> fields, FrozenSet<string> names)
    {
        (Pages, Fields, Names) = (pages, fields, names);
        ByName = fields.ToFrozenDictionary(field => field.Name, StringComparer.Ordinal);
        Calculated = fields.Where(field => field.Calculate is not null).Select(field => field.Name)
            .ToFrozenSet(StringComparer.Ordinal);
        _mentions = pages.Select(page => page.VisibleIf)
            .Concat(fields.Select(field => field.VisibleIf)).Concat(fields.Select(field => field.Calculate))
            .OfType<Expression>().Distinct().ToFrozenDictionary(expression => expression, ExpressionNames.DependenciesOf);
        IsEmpty = pages.All(page => page.VisibleIf is null)
            && fields.All(field => field is { VisibleIf: null, RequiredIf: null, Calculate: null, ValidIf: null });
    }

    public IReadOnlyList<PageLogic> Pages { get; }

    /// <summary>In the order in which they are filled in, which is the order in which they are calculated.</summary>
    public IReadOnlyList<FieldLogic> Fields { get; }

    public FrozenDictionary<string, FieldLogic> ByName { get; }

    public FrozenSet<string> Calculated { get; }

    /// <summary>Names that may be answered; null where the schema lets anything be added.</summary>
    public FrozenSet<string>? Answerable => Names.Count == 0 ? null : Names;

    public bool IsEmpty { get; }

    /// <summary>Names that what an expression comes to depends on; null where it may be any.</summary>
    public IReadOnlySet<string>? MentionsOf(Expression expression) => _mentions[expression];

    private FrozenSet<string> Names { get; }

    public static FormLogic Of(FormDefinition definition)
    {
        var pages = FormPages.Of(definition);
        var settings = definition.Ui.Find("fields");
        return new(
            [.. pages.Select(page => new PageLogic(Parse(page.VisibleIf), page.Fields))],
            [.. pages.SelectMany(page => page.Fields).Select(name => Read(name,
                settings is { ValueKind: JsonValueKind.Object } all && all.TryGetProperty(name, out var own) ? own : null))],
            IsOpen(definition.Schema) ? [] : definition.Fields.Select(field => field.Name).ToFrozenSet(StringComparer.Ordinal));
    }

    private static FieldLogic Read(string name, JsonElement? ui) => new(
        name, Parse(ui?.FindText("visibleIf")), Parse(ui?.FindText("requiredIf")), Parse(ui?.FindText("calculate")),
        Parse(ui?.FindText("validIf")), ui?.FindText("validMessage"), FormPages.IsSection(ui));

    private static bool IsOpen(JsonElement schema) =>
        schema.Find("patternProperties") is not null
        || schema.Find("additionalProperties") is { ValueKind: not JsonValueKind.False }
        || schema.Find("unevaluatedProperties") is { ValueKind: not JsonValueKind.False };

    private static Expression? Parse(string? text) => string.IsNullOrEmpty(text) ? null
        : Expression.TryParse(text, out var expression, out _) ? expression : Silent;

    // Comes to nothing whatever is asked.
    private static readonly Expression Silent = Expression.Parse("$_nothing");
}
