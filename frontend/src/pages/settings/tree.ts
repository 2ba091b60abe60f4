// Categories as a tree of two levels: each parent followed by its children.
import type { Category } from '../../api/categories'

export interface Branch {
  category: Category
  isChild: boolean
}

export function branchesOf(categories: readonly Category[]): Branch[] {
  const known = new Set(categories.map(({ id }) => id))
  const isRoot = ({ parent_id }: Category) => parent_id === null || !known.has(parent_id)
  return categories
    .filter(isRoot)
    .flatMap((category) => [
      { category, isChild: false },
      ...categories
        .filter(({ parent_id, id }) => parent_id === category.id && id !== category.id)
        .map((child) => ({ category: child, isChild: true })),
    ])
}
