using System.Net;
using System.Net.WebSockets;
using System.Text;
using ConcertMaster.Shared;
using ConcertMaster.Testing.Hosting;

namespace ConcertMaster.Tests.Access;

/// <summary>A connection for live updates was let in once; it lasts no longer than the session that opened it.</summary>
public sealed class LiveSessionApiTests(HostFixture host) : IClassFixture<HostFixture>
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    public enum Act
    {
        SignOut,
        Deactivate,
        ChangePassword,
    }

    [Theory]
    [InlineData(Act.SignOut)]
    [InlineData(Act.Deactivate)]
    [InlineData(Act.ChangePassword)]
    public async Task A_session_that_is_over_is_told_of_nothing_any_more(Act act)
    {
        var organisation = await TestOrganisation.Register(host);
        using var owner = await organisation.SignIn(Role.Owner);
        using var builder = await organisation.SignIn(Role.Builder);
        var (_, password, id) = await organisation.Person(Role.Builder);
        using var live = await Connect(builder);
        using var another = await Connect(owner);
        var (ended, stays) = (End(live), End(another));

        await (act switch
        {
            Act.SignOut => builder.Ask(HttpMethod.Delete, "/api/session", null, HttpStatusCode.NoContent),
            Act.Deactivate => owner.Ask(HttpMethod.Post, $"/api/users/{id}/deactivate"),
            _ => builder.Ask(HttpMethod.Put, "/api/session/password", new { current = password, password = "four words make one" }),
        });

        await ended.WaitAsync(Patience);
        stays.IsCompleted.ShouldBeFalse();
    }

    private async Task<ClientWebSocket> Connect(HttpClient person)
    {
        var socket = new ClientWebSocket();
        socket.Options.SetRequestHeader("Authorization", person.DefaultRequestHeaders.Authorization!.ToString());
        await socket.ConnectAsync(new Uri($"ws{host.BaseUrl["http".Length..]}/live"), default);
        var greeting = Encoding.UTF8.GetBytes("{\"protocol\":\"json\",\"version\":1}\u001e");
        await socket.SendAsync(greeting, WebSocketMessageType.Text, true, default);
        // The answer to the greeting: from now on the hub knows the connection.
        await socket.ReceiveAsync(new byte[100], default);
        return socket;
    }

    /// <summary>Ends when the host has ended the connection.</summary>
    private static async Task End(ClientWebSocket socket)
    {
        try
        {
            while ((await socket.ReceiveAsync(new byte[1_000], default)).MessageType != WebSocketMessageType.Close)
            {
                // Greetings of the host, and its farewell.
            }
        }
        catch (WebSocketException)
        {
            // Ended without a farewell.
        }
    }
}
