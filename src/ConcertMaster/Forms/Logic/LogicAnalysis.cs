using System.Text.Json;
using ConcertMaster.EventStore.Decisions;
using ConcertMaster.Forms.Definitions;
using ConcertMaster.Jsonata;
using ConcertMaster.Shared;

namespace ConcertMaster.Forms.Logic;

/// <summary>What stands against a definition: errors refuse its publication, warnings are told.</summary>
internal sealed record FormAnalysis(IReadOnlyList<Finding> Errors, IReadOnlyList<Finding> Warnings);

/// <param name="Path">JSON Pointer into the definition.</param>
/// <param name="Field">Null where it is not about one field.</param>
/// <param name="Language">That lacks a text; null for everything else.</param>
internal sealed record Finding(string Path, string Code, string? Field, string Message, string? Language = null)
{
    public Fault ToFault() => new(Path, Code, Message);
}

/// <summary>Reads the logic of a form without running it on anybody's answers.</summary>
internal static class LogicAnalysis
{
    private static readonly string[] Keys = ["visibleIf", "requiredIf", "calculate", "validIf"];

    private sealed record Piece(string Path, string? Field, string Kind, string Text, Expression? Parsed, ExpressionNames Names);

    public static FormAnalysis Of(FormDefinition definition)
    {
        var (errors, warnings) = (new List<Finding>(), new List<Finding>());
        var fields = definition.Fields.ToDictionary(field => field.Name, StringComparer.Ordinal);
        var pieces = Pieces(definition).ToList();
        var columns = ColumnNames(definition.Schema);
        var impossible = new HashSet<string>(StringComparer.Ordinal);
        foreach (var piece in pieces)
        {
            if (piece.Parsed is null) continue;
            errors.AddRange(piece.Names.Names.Where(name => !fields.ContainsKey(name) && !columns.Contains(name))
                .Select(name => new Finding(piece.Path, "logic.unknown-field", piece.Field,
                    $"The expression names “{name}”, and the form has no such field. Correct the name, or add the field.")));
            if (piece.Names.Functions.Any(name => name is "random" or "shuffle"))
                errors.Add(new(piece.Path, "logic.chance", piece.Field,
                    "The same answers must always have the same verdict; leave chance out."));
            if (piece.Names.Functions.Any(name => name is "now" or "millis"))
                warnings.Add(new(piece.Path, "logic.time-dependent", piece.Field,
                    "The verdict depends on the time: it is taken again when the form is sent."));
            if (piece.Kind is "visibleIf" or "requiredIf") Try(piece, fields, errors, warnings, impossible);
        }
        errors.AddRange(pieces.Where(piece => piece.Parsed is null).Select(piece => new Finding(
            piece.Path, "logic.syntax", piece.Field,
            $"The expression cannot be read: {Why(piece.Text)} Mend it, or empty the box.")));
        errors.AddRange(Circles(definition, pieces, fields));
        errors.AddRange(Together(definition, pieces, fields, impossible));
        errors.AddRange(Unreachable(definition, impossible));
        warnings.AddRange(HiddenButRequired(definition));
        warnings.AddRange(TranslationAnalysis.Missing(definition));
        return new(errors, warnings);
    }

    private static IEnumerable<Piece> Pieces(FormDefinition definition)
    {
        if (definition.Ui.Find("fields") is { ValueKind: JsonValueKind.Object } settings)
            foreach (var field in settings.EnumerateObject())
                foreach (var key in Keys)
                    if (field.Value.FindText(key) is { } text)
                        yield return Read($"/ui/fields{LogicJudgement.PathOf(field.Name)}/{key}", field.Name, key, text);
        if (definition.Ui.Find("pages") is { ValueKind: JsonValueKind.Array } pages)
            foreach (var (index, page) in pages.EnumerateArray().Index())
                if (page.FindText("visibleIf") is { } text)
                    yield return Read($"/ui/pages/{index}/visibleIf", null, "visibleIf", text);
    }

    private static Piece Read(string path, string? field, string kind, string text) => new(
        path, field, kind, text, Expression.TryParse(text, out var parsed, out _) ? parsed : null, ExpressionNames.Of(text));

    private static string Why(string text) => Expression.TryParse(text, out _, out var error) ? "" : error.Message;

    private static void Try(Piece piece, Dictionary<string, FormField> fields, List<Finding> errors,
        List<Finding> warnings, HashSet<string> impossible)
    {
        var kind = ConditionTrial.Of(piece.Parsed!, piece.Names, fields);
        if (kind == ConditionKind.NeverHolds && piece.Kind == "visibleIf")
        {
            impossible.Add(piece.Path);
            errors.Add(new(piece.Path, "logic.impossible", piece.Field,
                $"“{piece.Text}” holds for no answers, so what it governs is never shown. Change the condition, or take it away."));
        }
        else if (kind is ConditionKind.NeverHolds or ConditionKind.AlwaysHolds && piece.Text.Trim() is not ("true" or "false"))
            warnings.Add(new(piece.Path, "logic.constant", piece.Field,
                $"“{piece.Text}” {(kind == ConditionKind.AlwaysHolds ? "always" : "never")} holds. "
                + "Take it away, or compare with something else."));
    }

    private static IEnumerable<Finding> Circles(
        FormDefinition definition, List<Piece> pieces, Dictionary<string, FormField> fields)
    {
        var uses = pieces.Where(piece => piece is { Kind: "calculate", Field: not null })
            .ToDictionary(piece => piece.Field!, piece => piece.Names.Names, StringComparer.Ordinal);
        return uses.Keys.Where(name => Reaches(uses, name, name, [])).Select(name => new Finding(
            $"/ui/fields{LogicJudgement.PathOf(name)}/calculate", "logic.cycle", name,
            $"{(fields.TryGetValue(name, out var field) ? FieldWords.Of(definition, field) : $"“{name}”")} is calculated from "
            + "itself, directly or over another. Leave it out of one of the calculations."));
    }

    private static bool Reaches(
        Dictionary<string, IReadOnlySet<string>> uses, string from, string to, HashSet<string> seen) =>
        uses[from].Any(next => next == to || (uses.ContainsKey(next) && seen.Add(next) && Reaches(uses, next, to, seen)));

    /// <summary>
    /// Conditions that can hold, each for itself, and never where the page or the heading above is shown.
    /// </summary>
    private static IEnumerable<Finding> Together(
        FormDefinition definition, List<Piece> pieces, Dictionary<string, FormField> fields, HashSet<string> impossible)
    {
        var shown = pieces.Where(piece => piece is { Kind: "visibleIf", Parsed: not null } && !impossible.Contains(piece.Path))
            .ToDictionary(piece => piece.Path, StringComparer.Ordinal);
        foreach (var page in FormPages.Of(definition))
            foreach (var (name, section) in FormPages.WithSections(page, definition.Ui))
            {
                if (!shown.TryGetValue(PathOf(name), out var own)) continue;
                var above = new[] { $"/ui/pages/{page.Index}/visibleIf", section is null ? "" : PathOf(section) }
                    .Select(path => shown.GetValueOrDefault(path)).OfType<Piece>().ToList();
                if (above.Count == 0) continue;
                var text = string.Join(" and ", above.Append(own).Select(piece => $"({piece.Text})"));
                if (!Expression.TryParse(text, out var both, out _)
                    || ConditionTrial.Of(both, ExpressionNames.Of(text), fields) != ConditionKind.NeverHolds) continue;
                impossible.Add(own.Path);
                yield return new(own.Path, "logic.impossible", name,
                    $"“{own.Text}” never holds where “{string.Join("” and “", above.Select(piece => piece.Text))}” does, and only "
                    + "there it is asked. Change one of the conditions.");
            }
    }

    private static string PathOf(string field) => $"/ui/fields{LogicJudgement.PathOf(field)}/visibleIf";

    private static IEnumerable<Finding> Unreachable(FormDefinition definition, HashSet<string> impossible) =>
        FormPages.Of(definition).Where(page => impossible.Contains($"/ui/pages/{page.Index}/visibleIf")
            || (page.Fields.Count > 0 && FormPages.WithSections(page, definition.Ui).All(one =>
                impossible.Contains(PathOf(one.Name))
                || (one.Section is { } section && impossible.Contains(PathOf(section)))))).Select(page => new Finding(
            $"/ui/pages/{page.Index}", "logic.unreachable-page", null,
            $"Page {page.Index + 1}{(page.Title.Length > 0 ? $" “{page.Title}”" : "")} is never shown. "
            + "Change its condition, or those of its fields."));

    private static IEnumerable<Finding> HiddenButRequired(FormDefinition definition)
    {
        var conditional = definition.Fields.Where(field => field.Ui?.FindText("visibleIf") is not null)
            .Select(field => field.Name).ToHashSet(StringComparer.Ordinal);
        var hides = FormPages.Of(definition).SelectMany(page => FormPages.WithSections(page, definition.Ui)
                .Where(one => page.VisibleIf is not null || (one.Section is { } section && conditional.Contains(section))))
            .Select(one => one.Name).ToHashSet(StringComparer.Ordinal);
        foreach (var field in definition.Fields.Where(field => field.Required))
            if (field.Ui?.FindText("widget") == "hidden" && field.Schema.Find("default") is null
                && field.Ui?.FindText("calculate") is null)
                yield return new($"/ui/fields{LogicJudgement.PathOf(field.Name)}/widget", "logic.hidden-but-required", field.Name,
                    $"{FieldWords.Of(definition, field)} is required and nobody is shown it: only those can send whom it was "
                    + "filled in for. Give it a value, or make it optional.");
            else if (conditional.Contains(field.Name) || hides.Contains(field.Name))
                yield return new($"/schema/properties{LogicJudgement.PathOf(field.Name)}", "logic.hidden-but-required", field.Name,
                    $"{FieldWords.Of(definition, field)} is required only while it is shown.");
    }

    // Names inside of rows stand at the beginning of a path too: rows[amount > 5].
    private static HashSet<string> ColumnNames(JsonElement schema)
    {
        var names = new HashSet<string>(["id", "name", "size", "type", "sha256"], StringComparer.Ordinal);
        Collect(schema.Find("properties"), 0);
        return names;

        void Collect(JsonElement? properties, int depth)
        {
            if (properties is not { ValueKind: JsonValueKind.Object } all || depth > Limits.JsonDepthMax) return;
            foreach (var property in all.EnumerateObject())
            {
                if (depth > 0) names.Add(property.Name);
                Collect(property.Value.Find("properties"), depth + 1);
                Collect(property.Value.Find("items.properties"), depth + 1);
            }
        }
    }
}
