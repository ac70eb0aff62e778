using ConcertMaster.EventStore.Streams;
using ConcertMaster.Shared;

namespace ConcertMaster.Notifications;

/// <summary>Something that people are told.</summary>
/// <param name="Key">The same notice under the same key reaches nobody twice.</param>
/// <param name="Kind">Such as <c>review.assigned</c>; people mute by it.</param>
/// <param name="Path">Where it leads, from the root of the installation: <c>/reviews/0198…</c>.</param>
public sealed record Notice(string Key, string Kind, string Title, string Body, string Path);

/// <param name="MailPath">Where the link in his letter leads, when that is another place.</param>
public sealed record NoticeRecipient(UserId User, string? MailPath = null);

/// <summary>Tells people: in the application at once, and by the ways that each has chosen.</summary>
public interface INotifier
{
    Task Tell(TenantId tenant, Notice notice, IReadOnlyList<NoticeRecipient> recipients, CancellationToken ct);
}
