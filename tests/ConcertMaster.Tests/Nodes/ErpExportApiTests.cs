using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using ConcertMaster.Testing.Peers;
using ConcertMaster.Tests.Output;
using ConcertMaster.Tests.Runs;
using static ConcertMaster.Tests.Runs.EngineFixture;

namespace ConcertMaster.Tests.Nodes;

/// <summary>Rows written into SAP and NetSuite, or rather into peers that insist on what those insist on.</summary>
public sealed class ErpExportApiTests(EngineFixture engine) : IClassFixture<EngineFixture>
{
    private static readonly object Token =
        new { consumerKey = "ck", consumerSecret = "c&s", tokenId = "ti", tokenSecret = "t+s" };

    [Fact]
    public async Task Rows_go_to_SAP_with_the_token_and_cookies_of_a_session_and_each_has_its_result()
    {
        await using var sap = await HttpPeer.Start();
        var token = "first";
        sap.Answer = (call, before) =>
        {
            if (before == 2) token = "second"; // the session runs out after the first row
            return call.Method == "GET" ? Fetched(call, token)
                : call.Headers["x-csrf-token"] != token || call.Headers["Cookie"] != $"SAP_SESSION={token}"
                    ? new(403, "text/plain", "CSRF token validation failed")
                        { Headers = Header("x-csrf-token", "Required") }
                : call.Body.Contains("Bad", StringComparison.Ordinal)
                    ? PeerAnswer.Json(400,
                        """{"error":{"code":"BP/001","message":{"lang":"en","value":"Name is taken."}}}""")
                : PeerAnswer.Json(201, """{"d":{"__metadata":{"uri":"https://s4/A_Partner('7')"}}}""");
        };
        var connection = await Connect("s4", sap.BaseUrl, "Basic c2VjcmV0");

        var run = await Export(connection,
            new { system = "sap-odata", service = "/sap/API", entitySet = "A_Partner", client = "100" },
            new { Name = "Good" }, new { Name = "Bad" }, new { Name = "Fine" });

        run.GetProperty("status").GetString().ShouldBe("completed", run.ToString());
        var output = Step(run, "export").GetProperty("output");
        (output.GetProperty("succeeded").GetInt32(), output.GetProperty("failed").GetInt32()).ShouldBe((2, 1));
        var rows = output.GetProperty("rows").EnumerateArray().ToList();
        rows.Select(row => row.GetProperty("status").GetInt32()).ShouldBe([201, 400, 201]);
        rows[0].GetProperty("id").GetString().ShouldBe("https://s4/A_Partner('7')");
        (rows[1].GetProperty("code").GetString(), rows[1].GetProperty("error").GetString())
            .ShouldBe(("BP/001", "400: Name is taken."));
        var posts = sap.Calls.Where(call => call.Method == "POST").ToList();
        posts.ShouldAllBe(call => call.PathAndQuery == "/sap/API/A_Partner"
            && call.Headers["Authorization"] == "Basic c2VjcmV0"
            && call.Headers["sap-client"] == "100");
        posts.Count.ShouldBe(4, "three rows, of which one was sent again with a new token");
        posts.Select(call => call.Headers["RequestID"]).Distinct().Count().ShouldBe(3);
        posts[2].Headers["RequestID"].ShouldBe(posts[1].Headers["RequestID"]);
    }

    [Fact]
    public async Task A_batch_is_taken_whole_or_refused_whole()
    {
        await using var sap = await HttpPeer.Start();
        sap.Answer = (call, _) =>
        {
            if (call.Method == "GET") return Fetched(call, "t");
            var created = string.Concat(Enumerable.Range(1, 2).Select(number =>
                "--c\r\nContent-Type: application/http\r\n\r\nHTTP/1.1 201 Created\r\n\r\n"
                + $$$"""{"d":{"__metadata":{"uri":"A_Partner('{{{number}}}')"} } }""" + "\r\n"));
            const string Refused = "--b\r\nContent-Type: application/http\r\n\r\nHTTP/1.1 400 Bad Request\r\n\r\n"
                + """{"error":{"code":"X","message":{"value":"Row 2 is wrong."}}}""" + "\r\n--b--";
            return new(202, "multipart/mixed; boundary=b", call.Body.Contains("Bad", StringComparison.Ordinal)
                ? Refused : $"--b\r\nContent-Type: multipart/mixed; boundary=c\r\n\r\n{created}--c--\r\n--b--");
        };
        var connection = await Connect("s4 batch", sap.BaseUrl, "token");
        var config = new { system = "sap-odata", service = "/sap/API", entitySet = "A_Partner", mode = "batch" };

        var taken = await Export(connection, config, new { Name = "One" }, new { Name = "Two" });
        var refused = await Export(connection, config, new { Name = "One" }, new { Name = "Bad" });

        Step(taken, "export").GetProperty("output").GetProperty("rows").EnumerateArray()
            .Select(row => row.GetProperty("id").GetString()).ShouldBe(["A_Partner('1')", "A_Partner('2')"]);
        var error = refused.GetProperty("error");
        (error.GetProperty("code").GetString(), error.GetProperty("message").GetString())
            .ShouldBe(("erp.refused", "None of 2 rows was taken; the first: 400: Row 2 is wrong."));
        var batch = sap.Calls.First(call => call.Method == "POST");
        batch.PathAndQuery.ShouldBe("/sap/API/$batch");
        Regex.Count(batch.Body, "^POST A_Partner HTTP/1.1\r$", RegexOptions.Multiline).ShouldBe(2);
        Regex.Count(batch.Body, "^RequestID: [0-9a-f-]{36}\r$", RegexOptions.Multiline).ShouldBe(2);
    }

    [Fact]
    public async Task Records_go_to_NetSuite_by_their_external_id_and_signed()
    {
        await using var suite = await HttpPeer.Start();
        suite.Answer = (call, _) => !IsSigned(call, suite.BaseUrl)
            ? PeerAnswer.Json(401, """{"title":"Unauthorized"}""")
            : call.PathAndQuery.EndsWith("eid:C%202", StringComparison.Ordinal)
                ? PeerAnswer.Json(400,
                    """{"o:errorDetails":[{"detail":"No such currency.","o:errorCode":"INVALID_CONTENT"}]}""")
            : new(204, "", "") { Headers = Header("Location", "https://suite/record/v1/customer/647") };
        var connection = await Connect("suite", suite.BaseUrl, Token, "123-sb1");

        var run = await Export(connection, new { system = "netsuite", recordType = "customer", externalId = "number" },
            new { number = "C1", companyName = "Ana" }, new { number = "C 2", companyName = "Ben" },
            new { companyName = "None" });

        run.GetProperty("status").GetString().ShouldBe("completed", run.ToString());
        var rows = Step(run, "export").GetProperty("output").GetProperty("rows").EnumerateArray().ToList();
        (rows[0].GetProperty("ok").GetBoolean(), rows[0].GetProperty("id").GetString()).ShouldBe((true, "647"));
        rows[1].GetProperty("error").GetString().ShouldBe("400: No such currency.");
        rows[2].GetProperty("code").GetString().ShouldBe("erp.external-id-missing");
        var call = suite.Calls[0];
        (call.Method, call.PathAndQuery, call.Body)
            .ShouldBe(("PUT", "/services/rest/record/v1/customer/eid:C1", """{"companyName":"Ana"}"""));
        call.Headers["Authorization"].ShouldStartWith("OAuth realm=\"123_SB1\", ");
        suite.Calls.Count.ShouldBe(2);
    }

    [Fact]
    public async Task When_the_system_falls_silent_the_rest_is_not_sent_and_nothing_is_written_twice()
    {
        await using var suite = await HttpPeer.Start();
        suite.Answer = (_, before) => before == 0
            ? PeerAnswer.Json(200, "{}") : PeerAnswer.Json(200, "{}") with { HangsUp = true };
        var connection = await Connect("silent", suite.BaseUrl, Token, "1");
        var config = new { system = "netsuite", recordType = "customer", operation = "create" };

        var partly = await Export(connection, config,
            new { externalId = "1" }, new { externalId = "2" }, new { externalId = "3" });
        var not = await Export(connection, config, new { externalId = "4" });

        Step(partly, "export").GetProperty("output").GetProperty("rows").EnumerateArray()
            .Select(row => (row.GetProperty("ok").GetBoolean(), row.GetProperty("code").GetString()))
            .ShouldBe([(true, null), (false, null), (false, "erp.not-sent")]);
        not.GetProperty("error").GetProperty("code").GetString().ShouldBe("erp.unreachable");
        suite.Calls[0].Method.ShouldBe("POST");
        suite.Calls[0].Body.ShouldBe("""{"externalId":"1"}""");
        suite.Calls.Count(call => call.Body.Contains("\"1\"", StringComparison.Ordinal)).ShouldBe(1);
    }

    // By its id a connection is found at once; the list of names is a read model that follows.
    private async Task<string> Connect(string name, string baseUrl, object secret, string? account = null) =>
        (await engine.Post("/api/connections",
            new { name, kind = "http", secret, settings = new { baseUrl, account } }, HttpStatusCode.Created)).Id();

    private async Task<JsonElement> Export(string connection, object config, params object[] rows)
    {
        var step = JsonSerializer.SerializeToNode(config)!.AsObject();
        step["connection"] = connection;
        step["rows"] = JsonSerializer.SerializeToNode(rows);
        var workflow = await engine.Publish($"export to {connection}",
            [Node("start", "ManualTrigger"), Node("export", "ERPExport", step)], [Edge("start", "export")]);
        return await engine.Run(workflow, new { });
    }

    private static PeerAnswer Fetched(ReceivedCall call, string token) => call.Headers["x-csrf-token"] != "fetch"
        ? PeerAnswer.Json(400, "{}")
        : PeerAnswer.Json(200, "{}") with
        {
            Headers = new Dictionary<string, string>
            {
                ["x-csrf-token"] = token,
                ["Set-Cookie"] = $"SAP_SESSION={token}; path=/; HttpOnly",
            },
        };

    private static Dictionary<string, string> Header(string name, string value) => new() { [name] = value };

    // As the standard has it, worked out from what arrived instead of what was sent.
    private static bool IsSigned(ReceivedCall call, string root)
    {
        var fields = Regex.Matches(call.Headers["Authorization"], "(oauth_[a-z_]+)=\"([^\"]*)\"")
            .ToDictionary(match => match.Groups[1].Value, match => match.Groups[2].Value);
        if (!fields.Remove("oauth_signature", out var signature)) return false;
        var pairs = string.Join("&", fields.OrderBy(field => field.Key, StringComparer.Ordinal)
            .Select(f => $"{f.Key}={f.Value}"));
        var address = Uri.EscapeDataString(root.TrimEnd('/') + call.PathAndQuery);
        var expected = HMACSHA256.HashData(Encoding.UTF8.GetBytes("c%26s&t%2Bs"),
            Encoding.UTF8.GetBytes($"{call.Method}&{address}&{Uri.EscapeDataString(pairs)}"));
        return Uri.UnescapeDataString(signature) == Convert.ToBase64String(expected);
    }
}
