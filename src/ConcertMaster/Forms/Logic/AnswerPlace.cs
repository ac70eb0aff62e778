using System.Text.Json;
using ConcertMaster.Forms.Definitions;
using ConcertMaster.Shared.Expressions;

namespace ConcertMaster.Forms.Logic;

/// <summary>A question, or one that is asked in each row of a question.</summary>
/// <param name="Column">Null for the question itself.</param>
internal readonly record struct AnswerPlace(string Field, string? Column)
{
    /// <summary>All questions of a form, those of its rows among them.</summary>
    public static IEnumerable<(AnswerPlace Place, FormField Field)> All(FormDefinition definition) =>
        definition.Fields.SelectMany(field => field.Columns
            .Select(column => (new AnswerPlace(field.Name, column.Name), column)).Prepend((new(field.Name, null), field)));

    /// <summary>What is answered there: once, or in each row that has an answer.</summary>
    /// <param name="answers">Of a form, as they were sent.</param>
    public IEnumerable<(string Path, JsonElement Value)> In(JsonElement answers)
    {
        if (answers.ValueKind != JsonValueKind.Object || !answers.TryGetProperty(Field, out var answer)) return [];
        var path = LogicJudgement.PathOf(Field);
        if (Column is not { } column) return [(path, answer)];
        return answer.ValueKind != JsonValueKind.Array ? [] : answer.EnumerateArray()
            .Select((row, at) => (Path: $"{path}/{at}{LogicJudgement.PathOf(column)}", Row: row))
            .Where(one => one.Row.ValueKind == JsonValueKind.Object && one.Row.TryGetProperty(column, out _))
            .Select(one => (one.Path, one.Row.GetProperty(column)));
    }

    /// <summary>The answers with others at this place.</summary>
    /// <param name="at">What stands at a path; null leaves what is there.</param>
    public JsonElement With(JsonElement answers, Func<string, JsonElement?> at)
    {
        var path = LogicJudgement.PathOf(Field);
        if (Column is not { } column) return at(path) is { } whole ? JsonShape.WithField(answers, Field, whole) : answers;
        return JsonShape.WithField(answers, Field, JsonShape.ArrayOf(answers.GetProperty(Field).EnumerateArray().Select((row, index) =>
            at($"{path}/{index}{LogicJudgement.PathOf(column)}") is { } cell ? JsonShape.WithField(row, column, cell) : row)));
    }
}
