import type { CanvasGroup } from '../model/definition'

/** A group with what leads from one state of it to another: a name, a fold, steps that come and steps that go. */
export const withGroup = (group: CanvasGroup, from: CanvasGroup, to: CanvasGroup): CanvasGroup => ({
  ...group,
  name: from.name === to.name ? group.name : to.name,
  collapsed: from.collapsed === to.collapsed ? group.collapsed : to.collapsed,
  nodeIds: [
    ...group.nodeIds.filter((id) => to.nodeIds.includes(id) || !from.nodeIds.includes(id)),
    ...to.nodeIds.filter((id) => !from.nodeIds.includes(id) && !group.nodeIds.includes(id)),
  ],
})
