using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using ConcertMaster.EventStore.Decisions;
using ConcertMaster.EventStore.Streams;
using ConcertMaster.EventStore.Subscriptions;
using ConcertMaster.Forms.Correcting;
using ConcertMaster.Forms.Definitions;
using ConcertMaster.Forms.Responses;
using ConcertMaster.Persons;
using ConcertMaster.Shared;

namespace ConcertMaster.Forms.Protecting;

/// <summary>
/// Makes a fact about the person of each consent that was ticked, with the version and hash of its text, and of each that
/// its giver has unticked since.
/// </summary>
internal sealed class ConsentsFromAnswers(
    PublishedForms forms, IConsents consents, IEventStore store, TimeProvider time) : ISubscription
{
    public string Name => "consents from answers";

    public IReadOnlyCollection<Type>? EventTypes { get; } = [typeof(ResponseSubmitted), typeof(ResponseCorrected)];

    public bool MayRest => true;

    // People at the same time, so that they share commits; what one person said in its order.
    public async Task Handle(IReadOnlyList<RecordedEvent> events, CancellationToken ct)
    {
        await NoteSubmitted(events, ct);
        foreach (var recorded in events)
            if (recorded.Data is ResponseCorrected { Changes.Count: > 0 } corrected) await NoteChanged(recorded.Tenant, corrected, ct);
    }

    private Task NoteSubmitted(IReadOnlyList<RecordedEvent> events, CancellationToken ct) => Parallel.ForEachAsync(
        events.GroupBy(recorded => (recorded.Tenant, (recorded.Data as ResponseSubmitted)?.PersonId))
            .Where(answers => answers.Key.PersonId is not null),
        new ParallelOptions { MaxDegreeOfParallelism = FormLimits.InvitingAtOnce, CancellationToken = ct },
        async (answers, stop) =>
        {
            foreach (var recorded in answers) await Note(recorded, (ResponseSubmitted)recorded.Data, answers.Key.PersonId!.Value, stop);
        });

    private async Task Note(RecordedEvent recorded, ResponseSubmitted answer, PersonId person, CancellationToken ct)
    {
        var form = await forms.Load(recorded.Tenant, answer.FormId, ct);
        foreach (var (field, consent) in ConsentsOf(form.Versions[answer.FormVersion].Form.Definition))
            if (answer.Answers.Find(field) is { ValueKind: JsonValueKind.True })
                await consents.NoteGiven(recorded.Tenant, new(person, consent.Id, consent.Version, consent.TextSha256,
                    answer.Number, answer.At), ct);
    }

    private async Task NoteChanged(TenantId tenant, ResponseCorrected corrected, CancellationToken ct)
    {
        var session = new EventSession(store, tenant, EventMetadata.None, time);
        if ((await session.Load(Response.Stream(corrected.ResponseId), ct: ct)).State
            is not Response.Submitted { Receipt: { PersonId: { } person } receipt }) return;
        var form = await forms.Load(tenant, receipt.FormId, ct);
        foreach (var (field, consent) in ConsentsOf(form.Versions[receipt.FormVersion].Form.Definition))
            if (corrected.Changes.FirstOrDefault(change => change.Field == field) is not { } change) continue;
            else if (change.After is { ValueKind: JsonValueKind.True })
                await consents.NoteGiven(tenant, new(person, consent.Id, consent.Version, consent.TextSha256,
                    receipt.Number, corrected.At), ct);
            else await consents.NoteWithdrawn(tenant, person, consent.Id, SystemActors.PublicForm, null, ct);
    }

    public static IEnumerable<(string Field, (string Id, string Version, string TextSha256) Consent)> ConsentsOf(
        FormDefinition definition) => definition.Fields
        .Where(field => field.Ui?.Find("consent") is { ValueKind: JsonValueKind.Object })
        .Select(field => (field.Name, (field.Ui?.FindText("consent.id") ?? field.Name,
            field.Ui?.FindText("consent.version") ?? "1", Hash(field.Ui?.FindText("consent.text") ?? field.Label))));

    private static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
