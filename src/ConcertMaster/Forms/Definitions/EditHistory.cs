using System.Text.Json;
using System.Text.Json.Nodes;
using ConcertMaster.EventStore.Streams;
using ConcertMaster.Forms.Logic;
using ConcertMaster.Shared;
using ConcertMaster.Shared.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace ConcertMaster.Forms.Definitions;

/// <summary>A form as it was between two savings.</summary>
internal sealed record FormSnapshot(string Name, FormDefinition Definition)
{
    // The builder names pages where a definition has none, so a state that comes back by undo comes back with them.
    private readonly JsonElement _drawn = Drawn(Definition);

    public bool Equals(FormSnapshot? other) =>
        other is not null && Name == other.Name && JsonElement.DeepEquals(Definition.Schema, other.Definition.Schema)
        && JsonElement.DeepEquals(_drawn, other._drawn);

    public override int GetHashCode() => HashCode.Combine(Name, Definition.Fields.Count);

    private static JsonElement Drawn(FormDefinition definition)
    {
        var ui = JsonObject.Create(definition.Ui)!;
        ui.Remove("order");
        ui["pages"] = JsonSerializer.SerializeToNode(FormPages.Of(definition));
        return AppJson.ToElement(ui);
    }
}

/// <summary>
/// What can be undone and done again in a form, read from its log: so it is there after a reload and on another device.
/// A saving that brings back an earlier state is an undo, whoever pressed the key where. See adr/0040.
/// </summary>
/// <param name="Past">Oldest first; the last is what undo leads to.</param>
/// <param name="Future">The first is what redo leads to.</param>
internal sealed record EditHistory(IReadOnlyList<FormSnapshot> Past, IReadOnlyList<FormSnapshot> Future)
{
    private const int StepCountMax = 50;
    private const int BytesMax = 2 * 1024 * 1024;

    /// <param name="events">Of one form; those of one moment were saved together.</param>
    public static EditHistory Of(IEnumerable<FormEvent> events)
    {
        var (past, future) = (new LinkedList<FormSnapshot>(), new LinkedList<FormSnapshot>());
        Form form = new Form.None();
        FormSnapshot? now = null;
        foreach (var saving in Savings(events))
        {
            form = saving.Aggregate(form, Form.Evolve);
            if (saving.Any(one => one is FormPublished or FormCreated))
            {
                past.Clear();
                future.Clear();
                now = SnapshotOf(form);
            }
            else if (SnapshotOf(form) is { } next && !next.Equals(now))
            {
                if (now is not null) Step(past, future, now, next);
                now = next;
            }
        }
        return new([.. Fitting(past.Reverse()).Reverse()], [.. Fitting(future)]);
    }

    private static void Step(
        LinkedList<FormSnapshot> past, LinkedList<FormSnapshot> future, FormSnapshot now, FormSnapshot next)
    {
        if (past.Contains(next))
        {
            for (var undone = now; !undone.Equals(next); past.RemoveLast())
            {
                future.AddFirst(undone);
                undone = past.Last!.Value;
            }
            return;
        }
        past.AddLast(now);
        if (!future.Contains(next)) future.Clear();
        while (future.First is { Value: var ahead })
        {
            future.RemoveFirst();
            if (ahead.Equals(next)) break;
            past.AddLast(ahead);
        }
        while (past.Count > StepCountMax) past.RemoveFirst();
    }

    // A large form has fewer steps: all of them travel when it is opened.
    private static IEnumerable<FormSnapshot> Fitting(IEnumerable<FormSnapshot> nearestFirst)
    {
        var bytes = 0;
        return nearestFirst.TakeWhile(one =>
            (bytes += one.Definition.Schema.GetRawText().Length + one.Definition.Ui.GetRawText().Length) <= BytesMax);
    }

    private static FormSnapshot? SnapshotOf(Form form) => form switch
    {
        Form.Draft draft => new(draft.Name, draft.Definition),
        Form.Published published => new(published.Name, published.Definition),
        _ => null,
    };

    private static IEnumerable<List<FormEvent>> Savings(IEnumerable<FormEvent> events)
    {
        var saving = new List<FormEvent>();
        foreach (var one in events)
        {
            if (saving.Count > 0 && MomentOf(saving[0]) != MomentOf(one))
            {
                yield return saving;
                saving = [];
            }
            saving.Add(one);
        }
        if (saving.Count > 0) yield return saving;
    }

    private static DateTimeOffset MomentOf(FormEvent one) => one switch
    {
        FormCreated e => e.At,
        FormRenamed e => e.At,
        FormFieldAdded e => e.At,
        FormFieldChanged e => e.At,
        FormFieldRemoved e => e.At,
        FormFieldsOrdered e => e.At,
        FormLayoutChanged e => e.At,
        FormPublished e => e.At,
        FormClosed e => e.At,
        FormReopened e => e.At,
        _ => throw new ArgumentOutOfRangeException(nameof(one)),
    };
}

internal static class EditHistoryEndpoint
{
    public static void MapEditHistory(this RouteGroupBuilder group) =>
        group.MapGet("/{id:guid}/undo", Get).RequirePermission(Permission.EditForms)
            .WithSummary("What can be undone and done again since the form was last published");

    private static async Task<IResult> Get(Guid id, TenantDatabase db, IEventStore store, CancellationToken ct)
    {
        var events = new List<FormEvent>();
        await foreach (var recorded in store.ReadStream(new(db.Tenant, id), ReadRange.All, ct))
            if (recorded.Data is FormEvent one) events.Add(one);
        if (events.Count == 0) return FormRefusals.NotFound.ToProblem();
        var history = EditHistory.Of(events);
        return Results.Json(new { version = events.Count, history.Past, history.Future }, AppJson.Options);
    }
}
