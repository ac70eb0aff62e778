using ConcertMaster.Shared;

namespace ConcertMaster.Tests.Shared;

public sealed class RememberedSpec
{
    private readonly Remembered<string, string> _remembered = new(countMax: 3);

    [Fact]
    public async Task What_was_read_is_kept_until_it_is_forgotten()
    {
        (await Get("first")).ShouldBe("first");
        (await Get("second")).ShouldBe("first");
        _remembered.Forget("key");
        (await Get("third")).ShouldBe("third");
    }

    [Fact]
    public async Task What_is_forgotten_while_it_is_being_read_is_not_kept()
    {
        var reading = new TaskCompletionSource<string?>();
        var first = _remembered.Get("key", () => reading.Task);
        _remembered.Forget("key");
        reading.SetResult("from before the change");

        (await first).ShouldBe("from before the change");
        (await Get("after it")).ShouldBe("after it");
    }

    [Fact]
    public async Task Neither_is_what_another_reading_overtakes_nor_what_fails_nor_nothing()
    {
        var slow = new TaskCompletionSource<string?>();
        var first = _remembered.Get("key", () => slow.Task);
        _remembered.Forget("key");
        (await Get("newer")).ShouldBe("newer");
        slow.SetResult("older");
        await first;
        (await Get("never asked")).ShouldBe("newer");

        await Should.ThrowAsync<TimeoutException>(
            async () => await _remembered.Get("other", () => Task.FromException<string?>(new TimeoutException())));
        (await _remembered.Get("other", () => Task.FromResult<string?>(null))).ShouldBeNull();
        (await _remembered.Get("other", () => Task.FromResult<string?>("there"))).ShouldBe("there");
    }

    [Fact]
    public async Task No_more_is_kept_than_may_be()
    {
        for (var number = 0; number < 10; number++)
            await _remembered.Get($"{number}", () => Task.FromResult<string?>("old"));
        (await _remembered.Get("0", () => Task.FromResult<string?>("new"))).ShouldBe("new");
    }

    private async Task<string?> Get(string value) => await _remembered.Get("key", () => Task.FromResult<string?>(value));
}
