using ConcertMaster.Access;
using ConcertMaster.Analytics;
using ConcertMaster.Audit;
using ConcertMaster.Connections;
using ConcertMaster.Demo;
using ConcertMaster.Forms;
using ConcertMaster.Nodes;
using ConcertMaster.Notifications;
using ConcertMaster.Operations;
using ConcertMaster.Output;
using ConcertMaster.Persons;
using ConcertMaster.Preferences;
using ConcertMaster.Reviews;
using ConcertMaster.Runs;
using ConcertMaster.Shared;
using ConcertMaster.Teams;
using ConcertMaster.Workflows;

namespace ConcertMaster;

/// <summary>Every slice of the application, in the order in which their schema scripts run. One line each.</summary>
internal static class Modules
{
    public static IReadOnlyList<IModule> All { get; } =
    [
        new AccessModule(),
        new NodesModule(),
        new RunsModule(),
        new WorkflowsModule(),
        new AuditModule(),
        new AnalyticsModule(),
        new OperationsModule(),
        new PreferencesModule(),
        new ConnectionsModule(),
        new OutputModule(),
        new PersonsModule(),
        new FormsModule(),
        new TeamsModule(),
        new NotificationsModule(),
        new ReviewsModule(),
        new DemoModule(),
    ];
}
