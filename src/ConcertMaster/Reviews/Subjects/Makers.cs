using ConcertMaster.Access;
using ConcertMaster.EventStore.Streams;
using ConcertMaster.Persons;

namespace ConcertMaster.Reviews;

/// <summary>
/// Who made something, as the four-eyes rule compares it. Addresses come sealed, and may be another than a member signs
/// in with today: members are known by their ids. Who is no member can't decide on anything, and stays sealed.
/// </summary>
internal sealed class Makers(IDirectory directory, IProtectedValues values)
{
    public async Task<IReadOnlyList<string>> Known(TenantId tenant, IReadOnlyList<string> makers, CancellationToken ct)
    {
        var addresses = new List<string>(makers.Count);
        foreach (var one in makers) addresses.Add(await values.Open(tenant, one, IProtectedValues.All, ct));
        var members = await directory.Among(tenant, addresses, ct);
        return
        [
            .. makers.Zip(addresses, (maker, address) => members
                .FirstOrDefault(member => string.Equals(member.Email, address, StringComparison.OrdinalIgnoreCase))
                ?.UserId.ToString() ?? maker).Distinct(),
        ];
    }
}
