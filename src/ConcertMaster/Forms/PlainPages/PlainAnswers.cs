using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using ConcertMaster.Forms.Definitions;
using ConcertMaster.Forms.PlainPages.Drawing;
using ConcertMaster.Shared;
using ConcertMaster.Shared.Expressions;
using Microsoft.AspNetCore.Http;

namespace ConcertMaster.Forms.PlainPages;

/// <summary>
/// Answers as a plain form sends them, as JSON. Only names of the form are read; what cannot be read stays text, so that
/// the judgement names the field.
/// </summary>
/// <param name="files">What was sent for questions that are answered with files, by the name of their box.</param>
internal sealed class PlainAnswers(
    IFormCollection sent, IReadOnlyDictionary<string, JsonElement>? files = null, PlainRoom? room = null)
{
    private readonly PlainRoom _room = room ?? PlainRoom.Usual;

    /// <summary>What stands there before anything is typed: what was filled in, or else what a question begins with.</summary>
    public static JsonElement Begun(FormDefinition definition, JsonElement? prefill) => JsonShape.Combine(
    [
        JsonShape.ObjectOf(definition.Fields.Where(field => field.Schema.Find("default") is not null)
            .Select(field => KeyValuePair.Create(field.Name, field.Schema.Find("default")!.Value))),
        prefill ?? JsonValues.EmptyObject,
    ]);

    /// <param name="given">What hidden questions are answered with.</param>
    /// <param name="locked">Answers that cannot be changed.</param>
    public JsonElement Read(
        IReadOnlyList<PlainField> fields, JsonElement given, IReadOnlyDictionary<string, JsonElement?>? locked = null)
    {
        var answers = new JsonObject();
        foreach (var field in fields)
            Keep(answers, field.Name, locked?.TryGetValue(field.Name, out var own) == true ? NodeOf(own)
                : field.Widget == "hidden" ? NodeOf(given.Find(field.Name)) : Answer(field, field.Name));
        return AppJson.ToElement(answers);
    }

    private JsonNode? Answer(PlainField field, string name)
    {
        if (field.Files is not null) return files?.TryGetValue(name, out var list) == true ? NodeOf(list) : null;
        var typed = sent[name].ToString().Trim();
        return field.Widget switch
        {
            "section" or "statement" or "calculated" => null,
            "rows" => Entries(field, name, at => Parts(field, at)),
            "list" => Entries(field, name, at => Answer(field.Entry!, at)),
            "money" or "address" or "matrix" => Parts(field, name),
            "choices" => Chosen(field, sent[name].ToArray()),
            "choice" or "dropdown" or "scale" => Choice(field, typed),
            "yesNo" => typed switch { "yes" => true, "no" => false, _ => null },
            "consent" => typed == "yes" ? true : null,
            "dateTime" when typed.Length == 16 => $"{typed}:00Z",
            "number" when typed.Length > 0 => Number(typed),
            _ => typed.Length == 0 ? null : JsonValue.Create(typed),
        };
    }

    private JsonObject? Parts(PlainField field, string name)
    {
        var whole = new JsonObject();
        foreach (var part in field.Parts) Keep(whole, part.Name, Answer(part, $"{name}/{part.Name}"));
        // The currency stands there by itself: alone it is no answer.
        var empty = whole.All(part => field.Widget == "money" && part.Key == "currency");
        return empty ? null : whole;
    }

    // What was left empty is left out.
    private JsonArray? Entries(PlainField field, string name, Func<string, JsonNode?> at)
    {
        var entries = Enumerable.Range(0, _room.Sent(field, name)).Select(place => at($"{name}/{place}"))
            .Where(entry => entry is not null).ToArray();
        return entries.Length == 0 ? null : new JsonArray(entries);
    }

    private static JsonArray? Chosen(PlainField field, string?[] sent)
    {
        var chosen = sent.Select(one => Choice(field, one ?? "")).Where(one => one is not null).ToArray();
        return chosen.Length == 0 ? null : new JsonArray(chosen);
    }

    private static JsonNode? Choice(PlainField field, string typed) =>
        int.TryParse(typed, NumberStyles.None, CultureInfo.InvariantCulture, out var at) && at < field.Choices.Count
            ? NodeOf(field.Choices[at].Value) : null;

    // A comma is a decimal sign here only where it cannot be anything else.
    private static JsonNode Number(string typed)
    {
        var bare = typed.Replace(" ", "", StringComparison.Ordinal).Replace(" ", "", StringComparison.Ordinal);
        if (bare.Count(letter => letter == ',') == 1 && !bare.Contains('.', StringComparison.Ordinal)
            && bare.Length - bare.IndexOf(',', StringComparison.Ordinal) != 4)
            bare = bare.Replace(',', '.');
        return double.TryParse(bare, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && double.IsFinite(value)
            ? JsonValue.Create(value) : JsonValue.Create(typed);
    }

    private static void Keep(JsonObject answers, string name, JsonNode? value)
    {
        if (value is not null) answers[name] = value;
    }

    private static JsonNode? NodeOf(JsonElement? value) => value is { } json ? JsonNode.Parse(json.GetRawText()) : null;
}
