using ConcertMaster.EventStore.Projections;
using ConcertMaster.EventStore.Streams;
using Shouldly;

namespace ConcertMaster.Testing.EventStore;

/// <summary>Given a history, then rows: <c>ProjectionSpec.For(inbox).Given(History.Empty.In(id, …)).Then(key, row)</c>.</summary>
public static class ProjectionSpec
{
    /// <summary>Begins without rows.</summary>
    public static ProjectionSpec<TKey, TRow> For<TKey, TRow>(RowProjection<TKey, TRow> projection)
        where TKey : notnull
        where TRow : class => new(projection);

    /// <summary>For a projection known only by its interface.</summary>
    /// <exception cref="InvalidCastException">It is not a row projection of these types.</exception>
    public static ProjectionSpec<TKey, TRow> For<TKey, TRow>(IProjection projection)
        where TKey : notnull
        where TRow : class => new((RowProjection<TKey, TRow>)projection);
}

/// <summary>The rows that a history amounts to, without a database.</summary>
public sealed class ProjectionSpec<TKey, TRow>(RowProjection<TKey, TRow> projection)
    where TKey : notnull
    where TRow : class
{
    private readonly Dictionary<(TenantId, TKey), TRow> _rows = [];

    /// <summary>All rows so far, of all tenants.</summary>
    public IReadOnlyDictionary<(TenantId Tenant, TKey Key), TRow> Rows => _rows;

    /// <summary>Folds the events of the history over the rows.</summary>
    public ProjectionSpec<TKey, TRow> Given(History history) => Given(history.Events);

    /// <summary>Events of other types than the projection looks at are passed over, as by the daemon.</summary>
    public ProjectionSpec<TKey, TRow> Given(params IReadOnlyList<RecordedEvent> events)
    {
        foreach (var recorded in events.Where(IsOfInterest))
            foreach (var key in projection.KeysOf(recorded)) Fold(key, recorded);
        return this;
    }

    private bool IsOfInterest(RecordedEvent recorded) =>
        projection.EventTypes?.Any(type => type.IsInstanceOfType(recorded.Data)) != false;

    private void Fold(TKey key, RecordedEvent recorded)
    {
        var at = (recorded.Tenant, key);
        if (projection.Project(key, _rows.GetValueOrDefault(at), recorded) is { } row) _rows[at] = row;
        else _rows.Remove(at);
    }

    /// <summary>This row has this key.</summary>
    public ProjectionSpec<TKey, TRow> Then(TKey key, TRow expected, string tenant = "acme")
    {
        _rows.GetValueOrDefault((new(tenant), key)).ShouldBe(expected);
        return this;
    }

    /// <summary>No row has this key.</summary>
    public ProjectionSpec<TKey, TRow> ThenNoRow(TKey key, string tenant = "acme")
    {
        _rows.ShouldNotContainKey((new(tenant), key));
        return this;
    }

    /// <summary>These rows and no others, in any order.</summary>
    public ProjectionSpec<TKey, TRow> ThenRows(params IReadOnlyList<TRow> expected)
    {
        _rows.Values.ShouldBe(expected, ignoreOrder: true);
        return this;
    }
}
