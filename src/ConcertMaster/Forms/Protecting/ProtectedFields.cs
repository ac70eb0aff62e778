using System.Collections.Frozen;
using System.Text.Json;
using ConcertMaster.Forms.Definitions;
using ConcertMaster.Persons;
using ConcertMaster.Shared;
using ConcertMaster.Shared.Expressions;

namespace ConcertMaster.Forms.Protecting;

/// <summary>Which answers of a version are sealed before they are kept.</summary>
internal sealed class ProtectedFields
{
    private readonly FrozenDictionary<string, Protection> _fields;

    private ProtectedFields(FrozenDictionary<string, Protection> fields) => _fields = fields;

    public IReadOnlyDictionary<string, Protection> ByName => _fields;

    public static ProtectedFields Of(FormDefinition definition) => new(definition.Fields
        .Select(field => (field.Name, Protection: Of(field)))
        .Where(field => field.Protection is not null)
        .ToFrozenDictionary(field => field.Name, field => field.Protection!.Value, StringComparer.Ordinal));

    /// <summary>The object with its protected values sealed.</summary>
    public JsonElement Seal(JsonElement answers, PersonSeal seal) => _fields.Count == 0 ? answers
        : JsonShape.ObjectOf(answers.EnumerateObject().Select(answer => KeyValuePair.Create(answer.Name,
            _fields.TryGetValue(answer.Name, out var protection)
                ? AppJson.ToElement(seal.Seal(answer.Value, protection)) : answer.Value)));

    /// <summary>Whether the form itself says that the answer, or one of its columns, is about a person.</summary>
    public static bool IsMarked(FormField field) => ClassesOf(field.Ui).Any(one => one is "personal" or "secret");

    // A signature shows a name, whatever the form says of it. Rows are sealed as a whole when one of their columns is.
    private static Protection? Of(FormField field)
    {
        var classes = ClassesOf(field.Ui).ToList();
        return classes.Contains("secret") ? Protection.Secret
            : classes.Contains("personal") || field.Ui?.FindText("widget") == "signature" ? Protection.Personal
            : null;
    }

    private static IEnumerable<string> ClassesOf(JsonElement? ui)
    {
        if (ui?.FindText("classification") is { } own) yield return own;
        if (ui?.Find("fields") is not { ValueKind: JsonValueKind.Object } columns) yield break;
        foreach (var column in columns.EnumerateObject())
            if (column.Value.FindText("classification") is { } one) yield return one;
    }
}
