using ConcertMaster.EventStore.Decisions;
using ConcertMaster.EventStore.Streams;
using ConcertMaster.Forms.Definitions;
using ConcertMaster.Forms.Filling;
using ConcertMaster.Forms.Responses;

namespace ConcertMaster.Forms.Uploads;

/// <summary>Whose files: of a personal link its invitation, of a test link the test.</summary>
/// <param name="Definition">The questions that files may be sent for.</param>
internal sealed record UploadOwner(TenantId Tenant, Guid Id, FormDefinition Definition)
{
    /// <param name="definition">Of the version that is filled in; of the newest when left out.</param>
    public static UploadOwner Of(FoundForm found, FormDefinition? definition = null) =>
        new(found.Tenant, found.Letter.InvitationId.Value, definition ?? found.Form.Form.Definition);

    public static UploadOwner Of(FoundTest found) => new(found.Tenant, found.Id, found.Form.Form.Definition);
}

/// <summary>Finds out by a link whether files may be sent, and whose they are.</summary>
internal sealed class UploadOwners(PublicForms forms, TestFillings tests)
{
    public async Task<(UploadOwner? Owner, Refusal? Refusal)> Find(string token, CancellationToken ct)
    {
        var (found, refusal) = await forms.Open(token, ct);
        if (found is not null) return (UploadOwner.Of(found), null);
        // Tests come last: nearly everybody who sends a file was asked for it.
        return refusal == FormRefusals.UnknownToken && await tests.Find(token, ct) is { } test
            ? (UploadOwner.Of(test), null) : (null, refusal);
    }
}
