using ConcertMaster.Access;
using ConcertMaster.EventStore.Streams;
using ConcertMaster.Shared;
using ConcertMaster.Teams;

namespace ConcertMaster.Reviews;

/// <summary>Who is behind the seats of a stage; for the absent, the substitute too.</summary>
internal sealed class NoticeAddresses(IDirectory directory, IWorkforce workforce, TimeProvider time)
{
    public async Task<IReadOnlyList<UserId>> Of(TenantId tenant, IReadOnlyList<string> keys, CancellationToken ct)
    {
        if (keys.Count == 0) return [];
        var members = await directory.Members(tenant, ct);
        var people = new HashSet<UserId>();
        foreach (var key in keys)
        {
            var (kind, id) = (key[..key.IndexOf(':')], key[(key.IndexOf(':') + 1)..]);
            people.UnionWith(kind switch
            {
                "person" => members.Where(one => Is(one.Email, id) || Is(one.UserId.ToString(), id)).Select(one => one.UserId),
                "role" => members.Where(one => Is(one.Role.ToString(), id)).Select(one => one.UserId),
                "team" when Guid.TryParse(id, out var team) => await workforce.MembersOf(tenant, new(team), ct),
                "skill" => await workforce.WithSkill(tenant, id, ct),
                _ => [],
            });
        }
        var away = await workforce.Absent(tenant, time.GetUtcNow(), ct);
        return [.. people.Concat(people.Select(one => away.GetValueOrDefault(one)).OfType<UserId>()).Distinct()];
    }

    private static bool Is(string one, string other) => string.Equals(one, other, StringComparison.OrdinalIgnoreCase);
}
