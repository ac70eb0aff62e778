using ConcertMaster.Access;
using ConcertMaster.EventStore.Streams;
using ConcertMaster.Shared;
using ConcertMaster.Teams;

namespace ConcertMaster.Reviews;

/// <summary>Who is behind the seats of a stage; for the absent, the substitute too.</summary>
internal sealed class NoticeAddresses(IDirectory directory, IWorkforce workforce, TimeProvider time)
{
    /// <param name="sequence">Of the event that they are told of: who was there before it is found.</param>
    public async Task<IReadOnlyList<UserId>> Of(
        TenantId tenant, IReadOnlyList<string> keys, long sequence, CancellationToken ct)
    {
        await directory.ShowsUpTo(sequence, ct);
        await workforce.ShowsUpTo(sequence, ct);
        var named = keys.Select(Split).ToLookup(key => key.Kind, key => key.Id);
        var people = (await directory.Among(tenant, [.. named["person"]], ct)).Select(one => one.UserId).ToHashSet();
        if (named.Contains("role"))
            people.UnionWith((await directory.Members(tenant, ct))
                .Where(one => named["role"].Contains(one.Role.ToString(), StringComparer.OrdinalIgnoreCase))
                .Select(one => one.UserId));
        foreach (var id in named["team"])
            if (Guid.TryParse(id, out var team)) people.UnionWith(await workforce.MembersOf(tenant, new(team), ct));
        foreach (var skill in named["skill"]) people.UnionWith(await workforce.WithSkill(tenant, skill, ct));
        if (people.Count == 0) return [];
        var away = await workforce.Absent(tenant, time.GetUtcNow(), ct);
        return [.. people.Concat(people.Select(one => away.GetValueOrDefault(one)).OfType<UserId>()).Distinct()];
    }

    private static (string Kind, string Id) Split(string key) => (key[..key.IndexOf(':')], key[(key.IndexOf(':') + 1)..]);
}
