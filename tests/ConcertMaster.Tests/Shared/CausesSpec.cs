using System.Net.Sockets;
using ConcertMaster.Shared;

namespace ConcertMaster.Tests.Shared;

public sealed class CausesSpec
{
    [Fact]
    public void The_cause_is_said_beside_what_could_not_be_done()
    {
        var fault = new HttpRequestException("The SSL connection could not be established, see inner exception.",
            new InvalidOperationException("The remote certificate is invalid: UntrustedRoot."));

        fault.Words().ShouldBe("The SSL connection could not be established: The remote certificate is invalid: UntrustedRoot");
    }

    [Fact]
    public void What_was_said_already_is_not_said_again()
    {
        var refused = new SocketException((int)SocketError.ConnectionRefused);
        var fault = new HttpRequestException($"{refused.Message} (localhost:9)", refused);

        fault.Words().ShouldBe(fault.Message);
    }
}
