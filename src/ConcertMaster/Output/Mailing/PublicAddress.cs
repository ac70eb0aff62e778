using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.Configuration;

namespace ConcertMaster.Output.Mailing;

/// <summary>The setting <c>PublicUrl</c>, or the first address that the host listens on, or is about to.</summary>
internal sealed class PublicAddress(IConfiguration configuration, IServer server) : IPublicAddress
{
    private const string Default = "http://localhost:5080";

    public string Root => (configuration["PublicUrl"] is { Length: > 0 } configured ? configured : Listening()).TrimEnd('/');

    private string Listening()
    {
        var address = server.Features.Get<IServerAddressesFeature>()?.Addresses.FirstOrDefault()
            ?? configuration["urls"]?.Split(';').FirstOrDefault(url => url.Length > 0 && !url.EndsWith(":0")) ?? Default;
        return address.Replace("0.0.0.0", "localhost").Replace("[::]", "localhost").Replace("+", "localhost")
            .Replace("*", "localhost");
    }
}
