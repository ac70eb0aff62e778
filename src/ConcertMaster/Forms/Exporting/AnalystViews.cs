using System.Text;
using System.Text.Json;
using ConcertMaster.EventStore.Streams;
using ConcertMaster.EventStore.Subscriptions;
using ConcertMaster.Forms.Definitions;
using ConcertMaster.Forms.Logic;
using ConcertMaster.Forms.Protecting;
using ConcertMaster.Shared;
using Npgsql;

namespace ConcertMaster.Forms.Exporting;

/// <summary>
/// Makes a view with a typed column for each question of every published version, and one over all versions. They show
/// what the tables beneath them show to who asks: each analyst sees the rows of their own organisation.
/// </summary>
internal sealed class AnalystViews(PublishedForms forms, Database database) : ISubscription
{
    // A table of PostgreSQL has at most 1,600 columns, and a form that was rewritten again and again has asked more.
    private const int QuestionCountMax = 1_500;

    private const string Keys =
        "tenant_id, response_id, number, form_version, reference, status, submitted_at, amended_at";

    // Of another name than once, so that the views which were made before are made anew.
    public string Name => "typed tables of forms";

    public IReadOnlyCollection<Type>? EventTypes { get; } = [typeof(FormPublished)];

    public async Task Handle(IReadOnlyList<RecordedEvent> events, CancellationToken ct)
    {
        foreach (var recorded in events)
        {
            if (recorded.Data is not FormPublished published) continue;
            await Make(ViewName(published.FormId, published.Version), published.FormId,
                FormPages.InOrder(published.Definition), $" where form_version = {published.Version}", ct);
            var known = await forms.Load(recorded.Tenant, published.FormId, ct);
            await Make(ViewName(published.FormId, null), published.FormId, AllFields(known), "", ct);
        }
    }

    public static string ViewName(FormId form, int? version) =>
        $"form_{form.Value.ToString("N")[^12..]}_{(version is { } number ? $"v{number}" : "all")}";

    /// <summary>The newest version's questions first; then those that are asked no more.</summary>
    public static IReadOnlyList<FormField> AllFields(KnownForm known) =>
    [
        .. known.Versions.OrderByDescending(version => version.Key)
            .SelectMany(version => FormPages.InOrder(version.Value.Form.Definition)).DistinctBy(field => field.Name),
    ];

    private async Task Make(string view, FormId form, IReadOnlyList<FormField> fields, string where, CancellationToken ct)
    {
        var sql = new StringBuilder($"""
            drop view if exists read.{view};
            create view read.{view} with (security_invoker = true) as select {Keys}
            """);
        var taken = Keys.Split(", ").ToHashSet(StringComparer.OrdinalIgnoreCase);
        foreach (var field in fields.Take(QuestionCountMax))
            sql.Append(",\n    ").Append(Column(field)).Append(" as ").Append(Identifier(field.Name, taken));
        sql.Append($"\n  from read.answers_of('{form.Value}'){where};\n");
        sql.Append($"grant select on read.{view} to concertmaster_analyst, concertmaster_requests;");
        await using var command = database.System.CreateCommand(sql.ToString());
        await command.ExecuteNonQueryAsync(ct);
    }

    private static string Column(FormField field)
    {
        var name = $"'{field.Name.Replace("'", "''")}'";
        var (json, text) = ($"answers -> {name}", $"answers ->> {name}");
        if (ProtectedFields.Of(new FormDefinition(Alone(field), UiAlone(field))).ByName.Count > 0)
            return $"case when answers ? {name} then '•••' end";
        var type = field.Schema.Find("type") is { ValueKind: JsonValueKind.String } one ? one.GetString() : null;
        return type switch
        {
            "number" or "integer" => $"case jsonb_typeof({json}) when 'number' then ({text})::numeric end",
            "boolean" => $"case jsonb_typeof({json}) when 'boolean' then ({text})::boolean end",
            "array" or "object" => json,
            "string" when field.Schema.FindText("format") == "date" => $"read.date_of({text})",
            "string" when field.Schema.FindText("format") == "date-time" => $"read.moment_of({text})",
            _ => text,
        };
    }

    private static JsonElement Alone(FormField field) => AppJson.ToElement(new
    {
        type = "object", properties = new Dictionary<string, JsonElement> { [field.Name] = field.Schema },
    });

    private static JsonElement UiAlone(FormField field) => field.Ui is { } ui
        ? AppJson.ToElement(new { fields = new Dictionary<string, JsonElement> { [field.Name] = ui } }) : FormDefinition.Empty.Ui;

    // PostgreSQL cuts names at 63 bytes, and takes each once.
    private static string Identifier(string name, HashSet<string> taken)
    {
        var plain = name.Replace("\0", "");
        while (Encoding.UTF8.GetByteCount(plain) > 58) plain = WholeText.First(plain, plain.Length - 1);
        var unique = plain;
        for (var number = 2; !taken.Add(unique); number++) unique = $"{plain}_{number}";
        return $"\"{unique.Replace("\"", "\"\"")}\"";
    }
}
