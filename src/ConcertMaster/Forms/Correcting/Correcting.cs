using System.Text.Json;
using ConcertMaster.EventStore.Decisions;
using ConcertMaster.EventStore.Streams;
using ConcertMaster.Forms.Definitions;
using ConcertMaster.Forms.Filling;
using ConcertMaster.Forms.Logic;
using ConcertMaster.Forms.Lookups;
using ConcertMaster.Forms.Responses;
using ConcertMaster.Forms.Uploads;
using ConcertMaster.Persons;
using ConcertMaster.Shared;
using ConcertMaster.Shared.Expressions;
using ConcertMaster.Shared.Http;
using Microsoft.AspNetCore.Http;

namespace ConcertMaster.Forms.Correcting;

internal sealed record ShownCorrection(IReadOnlyList<string> Fields, JsonElement Answers);

/// <summary>The form opened once more on what the sender was asked, over the answers that he gave.</summary>
internal sealed class Correcting(
    SubmittedFiles files, LookupAnswers lookups, UploadStore uploads, Drafts drafts, IPersons persons, IProtectedValues values,
    IEventStore store, TimeProvider time)
{
    /// <summary>The fields that were asked for, and what is in them now.</summary>
    public async Task<ShownCorrection> Shown(
        FoundForm found, Response.Submitted response, CancellationToken ct)
    {
        var fields = FieldsOf(response, found.Known.Versions[response.Receipt.FormVersion]);
        var whole = await values.Open(found.Tenant, response.Answers, IProtectedValues.All, ct);
        return new(fields, Only(whole, fields));
    }

    /// <summary>Everything that was sent, for whoever sent it.</summary>
    public ValueTask<JsonElement> Whole(FoundForm found, Response.Submitted response, CancellationToken ct) =>
        values.Open(found.Tenant, response.Answers, IProtectedValues.All, ct);

    /// <summary>Takes the asked fields from what was sent, and all others from what was there.</summary>
    public Task<Outcome<Response>> Correct(
        FoundForm found, Response.Submitted response, JsonElement sent, HttpContext http, CancellationToken ct) =>
        Change(found, response, sent, FieldsOf(response, found.Known.Versions[response.Receipt.FormVersion]), http,
            (judged, _, now, state) => CorrectionDecider.Decide(new CorrectResponse(judged, now), state), ct);

    /// <summary>Takes whatever the sender may write from what is sent now.</summary>
    public Task<Outcome<Response>> Amend(
        FoundForm found, Response.Submitted response, JsonElement sent, string? reason, HttpContext http, CancellationToken ct)
    {
        var locked = found.Locked;
        var fields = found.Known.Versions[response.Receipt.FormVersion].Form.Definition.Fields
            .Select(field => field.Name).Where(name => !locked.Contains(name)).ToList();
        var given = reason?.Trim() is { Length: > 0 and <= FormLimits.ReasonLengthMax } text ? text : null;
        return Change(found, response, sent, fields, http, (judged, seal, now, state) => CorrectionDecider.Decide(
            new AmendOwnResponse(judged, given is null ? null : seal?.Seal(given, Protection.Contact) ?? given, now), state), ct);
    }

    private async Task<Outcome<Response>> Change(
        FoundForm found, Response.Submitted response, JsonElement sent, IReadOnlyList<string> fields, HttpContext http,
        Func<JudgedAnswers, PersonSeal?, DateTimeOffset, Response, Decision<ResponseEvent>> decide, CancellationToken ct)
    {
        var (id, now) = (found.Letter.InvitationId, time.GetUtcNow());
        var form = found.Known.Versions[response.Receipt.FormVersion];
        var seal = response.Receipt.PersonId is { } person ? await persons.SealOf(found.Tenant, person, ct) : null;
        if (seal is null && form.Protects.ByName.Count > 0)
            return new(response, 0, 0, ResponseRefusals.Erased);
        var (answers, attached, missing) =
            await files.Resolve(UploadOwner.Of(found, form.Form.Definition), Only(sent, fields), ct);
        var whole = await Whole(found, response, ct);
        var (unknown, undecided) = await lookups.Check(found.Tenant, form, answers, whole, ct);
        if (undecided is not null) return new(response, 0, 0, undecided);
        var judged = AnswerValidation.Judge(form, Merged(whole, answers, fields), now, [.. missing, .. unknown]);
        judged = judged.Refusal is { } refusal
            ? judged with { Refusal = AtAskedFields(refusal, fields) }
            : seal is null ? judged
            : judged with { Answers = AnswerSealing.Again(judged.Answers, whole, response.Answers, form, seal) };
        var session = new EventSession(store, found.Tenant, ActorAccess.MetadataOf(http, SystemActors.PublicForm), time);
        var outcome = await session.Transact(
            Response.Stream(Response.IdFor(id)), state => decide(judged, seal, now, state), ct: ct);
        if (outcome.Refusal is not null) return outcome;
        // Not to be cancelled: the answers are in.
        if (attached.Count > 0) await uploads.Attach(found.Tenant, Response.IdFor(id), attached, CancellationToken.None);
        await drafts.Drop(found.Tenant, id, CancellationToken.None);
        return outcome;
    }

    private static IReadOnlyList<string> FieldsOf(Response.Submitted response, CompiledForm form)
    {
        var all = form.Form.Definition.Fields.Select(field => field.Name).ToList();
        // What a review shows beside the answers, such as what a step has calculated, is no question of the form.
        var asked = all.Where(name => response.Asked!.Fields.Contains(name)).ToList();
        return asked.Count > 0 ? asked : all;
    }

    private static JsonElement Only(JsonElement answers, IReadOnlyList<string> fields) =>
        answers.ValueKind != JsonValueKind.Object ? JsonValues.EmptyObject : JsonShape.ObjectOf(answers.EnumerateObject()
            .Where(answer => fields.Contains(answer.Name)).DistinctBy(answer => answer.Name)
            .Select(answer => KeyValuePair.Create(answer.Name, answer.Value)));

    private static JsonElement Merged(JsonElement whole, JsonElement answers, IReadOnlyList<string> fields) =>
        JsonShape.ObjectOf(whole.EnumerateObject().Where(answer => !fields.Contains(answer.Name))
            .Concat(answers.EnumerateObject()).Select(answer => KeyValuePair.Create(answer.Name, answer.Value)));

    // The page shows the asked fields alone: what their answers make wrong elsewhere is said at the first of them.
    private static Refusal AtAskedFields(Refusal refusal, IReadOnlyList<string> fields)
    {
        var paths = fields.Select(LogicJudgement.PathOf).ToList();
        bool IsAsked(Fault fault) => paths.Exists(path => fault.Path == path
            || fault.Path.StartsWith(path + "/", StringComparison.Ordinal));
        return refusal with
        {
            Faults =
            [
                .. refusal.Faults.Select(fault => IsAsked(fault) ? fault
                    : fault with { Path = paths[0], Message = $"{fault.Path.TrimStart('/')}: {fault.Message}" }),
            ],
        };
    }
}
