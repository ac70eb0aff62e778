using ConcertMaster.EventStore.Decisions;
using ConcertMaster.EventStore.Streams;
using ConcertMaster.Forms.Invitations;
using ConcertMaster.Forms.Responses;
using ConcertMaster.Forms.Uploads;
using ConcertMaster.Persons;
using ConcertMaster.Reviews;
using ConcertMaster.Shared;

namespace ConcertMaster.Forms.Protecting;

/// <summary>
/// What is kept of a person beside the log: links, drafts, files, and what reviewers attached to comments on the answers.
/// Erasing takes all of it.
/// </summary>
internal sealed class FormsPersonData(
    Database database, IEventStore store, UploadStore uploads, ICommentFiles comments, TimeProvider time) : IPersonData
{
    public async Task Forget(TenantId tenant, PersonId person, string? email, UserId by, CancellationToken ct)
    {
        var db = database.For(tenant);
        var invitations = await db.Query(
            "select invitation_id from app.invitation_tokens where tenant_id = $1 and person_id = $2",
            row => row.GetGuid(0), ct, tenant.Value, person.Value);
        if (invitations.Count == 0) return;
        var ids = invitations.ToArray();
        var session = new EventSession(store, tenant, new EventMetadata { UserName = by.ToString() }, time);
        foreach (var id in invitations)
            await session.Transact(Invitation.Stream(new(id)),
                state => InvitationDecider.Decide(new RevokeInvitation(time.GetUtcNow()), state), ct: ct);
        await db.Execute("delete from app.form_drafts where tenant_id = $1 and invitation_id = any($2)", ct, tenant.Value, ids);
        await db.Execute("delete from app.draft_links where tenant_id = $1 and invitation_id = any($2)", ct, tenant.Value, ids);
        await db.Execute("delete from app.form_progress where tenant_id = $1 and invitation_id = any($2)", ct, tenant.Value, ids);
        await db.Execute("delete from app.form_field_times where tenant_id = $1 and invitation_id = any($2)", ct, tenant.Value, ids);
        var files = await db.Query("select upload_id from app.form_uploads where tenant_id = $1 and invitation_id = any($2)",
            row => row.GetGuid(0), ct, tenant.Value, ids);
        if (files.Count > 0) await uploads.Forget(tenant, files, ct);
        await comments.Forget(
            tenant, "response", [.. invitations.Select(id => Response.IdFor(new(id)).ToString())], ct);
    }
}
